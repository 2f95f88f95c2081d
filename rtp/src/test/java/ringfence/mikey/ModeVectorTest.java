package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.mikey.ModeVectors.INITIATOR;
import static ringfence.mikey.ModeVectors.NOW;
import static ringfence.mikey.ModeVectors.RESPONDER;
import static ringfence.mikey.ModeVectors.TOLERANCE;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

/// The vectors of the methods with public keys and Diffie-Hellman values, made and read.
class ModeVectorTest {
  private static final Random CHANCE = new Random(1);

  static List<Json> publicKey() {
    return ModeVectors.of("PK");
  }

  static List<Json> signedDh() {
    return ModeVectors.of("DH");
  }

  static List<Json> dhhmac() {
    return ModeVectors.of("DHHMAC");
  }

  static List<Json> reverse() {
    return ModeVectors.of("RSA-R");
  }

  private static <R> R withKeys(Json vector, Json envelopeKey, Function<MessageKeys, R> work) {
    byte[] key = envelopeKey.hex().array();
    try (var keys = new MessageKeys(key, ModeVectors.csbId(vector), ModeVectors.rand(vector))) {
      return work.apply(keys);
    }
  }

  private static Envelope.Content content(Json input) {
    return new Envelope.Content(
        PskVectors.identity(input.at("kemac_id")),
        input.at("keys").list().stream().map(PskVectors::keyData).toList());
  }

  private static Pke pke(Json input) {
    int cache = input.find("cache").map(Json::integer).orElse(Pke.NO_CACHE);
    return new Pke(cache, input.at("pke").hex());
  }

  private static void assertKeys(List<CryptoSessionKeys> sessions, Json vector) {
    List<String> expected =
        vector.at("crypto_sessions").list().stream()
            .map(it -> it.at("master_keys").at(0))
            .map(it -> it.at("master_key").text() + it.at("master_salt").text())
            .toList();
    assertThat(
            sessions.stream()
                .map(it -> it.keys().getFirst().key())
                .map(it -> it.use((key, salt) -> Octets.of(key).hex() + Octets.of(salt).hex())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("publicKey")
  @Clause({"RFC 3830 3.2", "RFC 3830 6.2", "RFC 3830 6.3", "RFC 3830 6.5"})
  void public_key_messages_are_made_read_and_answered(Json vector) {
    Json input = vector.at("input");
    MikeyMessage draft = ModeVectors.draft(vector, DataType.PUBLIC_KEY);
    Kemac kemac =
        withKeys(
            vector,
            input.at("env_key"),
            it -> Envelope.kemac(content(input), ModeVectors.timestamp(vector), it));
    byte[] made = PublicKeyInitiator.seal(draft, kemac, pke(input), INITIATOR).write();
    assertThat(Octets.of(made)).isEqualTo(ModeVectors.message(vector, "i_message_base64"));

    byte[] answer = Base64.getDecoder().decode(vector.at("response").at("base64").text());
    Ssrc filled = MessageReader.read(answer).header().map().cryptoSessions().get(1).ssrc();
    var responder = new PublicKeyResponder(RESPONDER, new ReplayCache(9), TOLERANCE);
    var accepted = (Received.Accepted) responder.receive(made, List.of(filled), NOW, CHANCE);
    assertKeys(accepted.sessions(), vector);
    assertThat(accepted.answer().orElseThrow().write()).isEqualTo(answer);
    assertThat(responder.receive(made, List.of(), NOW, CHANCE))
        .isInstanceOf(Received.Discarded.class);
  }

  @ParameterizedTest
  @MethodSource("signedDh")
  @Clause("RFC 3830 3.3")
  void signed_Diffie_Hellman_messages_are_made_and_read(Json vector) {
    assertExchange(
        vector,
        new DhAuthentication.Signed(INITIATOR),
        new DhAuthentication.Signed(RESPONDER),
        RESPONDER.identity());
  }

  @ParameterizedTest
  @MethodSource("dhhmac")
  @Clause({"RFC 4650 3", "RFC 4650 4.2"})
  void Diffie_Hellman_messages_with_a_MAC_are_made_and_read(Json vector) {
    PreSharedKey key = PreSharedKey.ofHex(vector.at("input").at("psk").text());
    var authentication = new DhAuthentication.Hmac(key);
    Json own = vector.at("input").at("ids_or_certs").at(1);
    assertExchange(vector, authentication, authentication, PskVectors.identity(own));
  }

  private static void assertExchange(
      Json vector, DhAuthentication caller, DhAuthentication callee, Identity own) {
    Json input = vector.at("input");
    DataType type = DhSeal.initType(caller);
    DhGroup group = group(input.at("group").integer());
    var half = new DiffieHellman(group, new Secret(input.at("xi").hex().array()));
    var seal = new DhSeal(caller, ModeVectors.csbId(vector), ModeVectors.rand(vector));
    MikeyMessage made = seal.seal(ModeVectors.draft(vector, type).with(half.value()));
    assertThat(half.value().value()).isEqualTo(vector.at("derived").at("dhi").hex());
    assertThat(Octets.of(made.write())).isEqualTo(ModeVectors.message(vector, "i_message_base64"));

    var responder = new DhResponder(callee, new ReplayCache(9), TOLERANCE, own);
    Octets xr = vector.at("responder_input").at("xr").hex();
    var accepted =
        (Received.Accepted)
            responder.receive(made.write(), ModeVectors.ssrcs(vector), NOW, ModeVectors.fixed(xr));
    assertKeys(accepted.sessions(), vector);
    Octets answer = ModeVectors.message(vector, "r_message_base64");
    assertThat(Octets.of(accepted.answer().orElseThrow().write())).isEqualTo(answer);

    var initiator = new DhInitiator(made, seal, half, ModeVectors.terms(vector, type));
    assertKeys(((Answered.Agreed) initiator.answered(answer.array())).sessions(), vector);
  }

  private static DhGroup group(int number) {
    return List.of(DhGroup.values()).stream()
        .filter(it -> it.number() == number)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("reverse")
  @Clause({"RFC 4738 3.4", "RFC 4738 3.6", "RFC 4738 3.7"})
  void reverse_RSA_messages_are_made_and_read(Json vector) {
    MikeyMessage made = Signing.seal(ModeVectors.draft(vector, DataType.RSA_R_I_MSG), INITIATOR);
    assertThat(Octets.of(made.write())).isEqualTo(ModeVectors.message(vector, "i_message_base64"));

    Octets answer = ModeVectors.message(vector, "r_message_base64");
    assertThat(Octets.of(reverseAnswer(vector, made).write())).isEqualTo(answer);
    var initiator =
        new RsaReverseInitiator(
            made,
            INITIATOR,
            Optional.of(RESPONDER.identity()),
            ModeVectors.terms(vector, DataType.RSA_R_I_MSG),
            Envelope.chooseKey(CHANCE));
    assertKeys(((Answered.Agreed) initiator.answered(answer.array())).sessions(), vector);
  }

  private static MikeyMessage reverseAnswer(Json vector, MikeyMessage sent) {
    Json input = vector.at("responder_input");
    InitiatorMessage read =
        InitiatorMessage.of(sent, DataType.RSA_R_I_MSG, PayloadType.CERT, PayloadType.SIGN);
    Csb.Terms terms = Reply.filled(read.terms(Optional.empty()), ModeVectors.ssrcs(vector));
    Csb csb = new Csb(read.csbId(), ModeVectors.rand(vector), terms, List.of());
    List<Payload> further =
        List.of(
            Certificates.payload(RESPONDER.certificate()),
            RESPONDER.identity(),
            PskVectors.policy(input.at("sp").at(0)));
    ResponderRules rules = new ResponderRules(TOLERANCE, false, List.of());
    MikeyMessage draft = new Reply(read, rules).answer(DataType.RSA_R_R_MSG, csb, further);
    Kemac kemac =
        withKeys(
            vector,
            input.at("env_key"),
            it -> Envelope.kemac(content(input), read.timestamp(), it));
    return RsaReverseResponder.seal(draft.with(kemac).with(pke(input)), read, RESPONDER);
  }
}
