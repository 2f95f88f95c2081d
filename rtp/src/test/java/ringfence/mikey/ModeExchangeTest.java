package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.mikey.ModeVectors.INITIATOR;
import static ringfence.mikey.ModeVectors.NOW;
import static ringfence.mikey.ModeVectors.RESPONDER;
import static ringfence.mikey.ModeVectors.TOLERANCE;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtpPolicy;
import ringfence.testkit.Clause;

/// Both ends of the methods with public keys and Diffie-Hellman values with each other.
class ModeExchangeTest {
  private static final Random CHANCE = new Random(4738);
  private static final PreSharedKey KEY = PreSharedKey.ofText("correct horse");

  /// One method: its message, and what each side makes of the other's.
  record Mode(
      String name,
      MikeyMessage message,
      Function<byte[], Answered> initiator,
      Function<byte[], Received> responder) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Proposal proposal() {
    SrtpPolicy policy = SrtpPolicy.of(ProtectionProfile.AES_256_CM_HMAC_SHA1_80);
    return new Proposal(
        Proposal.ofLine(policy, new Ssrc(1)).streams(),
        List.of("mikey"),
        List.of(INITIATOR.identity(), RESPONDER.identity()));
  }

  static Stream<Mode> modes() {
    return Stream.of(
        publicKey(),
        reverse(),
        diffieHellman(
            new DhAuthentication.Signed(INITIATOR), new DhAuthentication.Signed(RESPONDER)),
        diffieHellman(new DhAuthentication.Hmac(KEY), new DhAuthentication.Hmac(KEY)));
  }

  private static Mode publicKey() {
    var initiator = PublicKeyInitiator.begin(INITIATOR, proposal(), NOW, CHANCE);
    var responder = new PublicKeyResponder(RESPONDER, new ReplayCache(999), TOLERANCE);
    return new Mode(
        "public key",
        initiator.message(),
        initiator::answered,
        it -> responder.receive(it, List.of(new Ssrc(2)), NOW, CHANCE));
  }

  private static Mode reverse() {
    var initiator = RsaReverseInitiator.begin(INITIATOR, proposal(), NOW, CHANCE);
    var responder = new RsaReverseResponder(RESPONDER, new ReplayCache(999), TOLERANCE);
    return new Mode(
        "reverse RSA",
        initiator.message(),
        initiator::answered,
        it -> responder.receive(it, List.of(new Ssrc(2)), NOW, CHANCE));
  }

  private static Mode diffieHellman(DhAuthentication caller, DhAuthentication callee) {
    var initiator = DhInitiator.begin(caller, proposal(), NOW, CHANCE);
    var responder = new DhResponder(callee, new ReplayCache(999), TOLERANCE, RESPONDER.identity());
    return new Mode(
        DhSeal.initType(caller).words(),
        initiator.message(),
        initiator::answered,
        it -> responder.receive(it, List.of(new Ssrc(2)), NOW, CHANCE));
  }

  @ParameterizedTest
  @MethodSource("modes")
  @Clause({"RFC 3830 3.2", "RFC 3830 3.3", "RFC 4650 3", "RFC 4738 3"})
  void both_sides_have_the_same_keys(Mode mode) {
    byte[] message = mode.message.write();
    var accepted = (Received.Accepted) mode.responder.apply(message);
    var agreed = (Answered.Agreed) mode.initiator.apply(accepted.answer().orElseThrow().write());
    assertThat(keys(agreed.sessions())).isEqualTo(keys(accepted.sessions())).hasSize(2);
    assertThat(agreed.sessions().get(1).ssrc()).isEqualTo(new Ssrc(2));
    assertThat(mode.responder.apply(message)).isInstanceOf(Received.Discarded.class);
  }

  private static List<String> keys(List<CryptoSessionKeys> sessions) {
    return sessions.stream()
        .map(it -> it.keys().getFirst().key())
        .map(it -> it.use((key, salt) -> Octets.of(key).hex() + Octets.of(salt).hex()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void no_changed_octet_is_accepted_by_either_side(Mode mode) {
    byte[] message = mode.message.write();
    for (int at : places(message.length)) {
      byte[] changed = message.clone();
      changed[at] ^= 0x20;
      assertThat(mode.responder.apply(changed))
          .as("octet " + at)
          .isNotInstanceOf(Received.Accepted.class);
    }
    var accepted = (Received.Accepted) mode.responder.apply(message);
    byte[] answer = accepted.answer().orElseThrow().write();
    for (int at : places(answer.length)) {
      byte[] changed = answer.clone();
      changed[at] ^= 0x20;
      assertThat(mode.initiator.apply(changed))
          .as("octet " + at)
          .isNotInstanceOf(Answered.Agreed.class);
    }
  }

  private static List<Integer> places(int length) {
    List<Integer> places = new ArrayList<>();
    // The V flag, the one bit of the fourth octet, is authenticated too; try each of the first.
    for (int i = 0; i < length; i += i < 40 ? 1 : 31) places.add(i);
    places.add(length - 1);
    return places;
  }

  @Test
  @Clause({"RFC 3830 3.2", "RFC 3830 4.3"})
  void an_envelope_of_another_than_its_signer_is_refused() {
    CertifiedParty liar =
        new CertifiedParty(
            INITIATOR.certificate(), INITIATOR.key(), RESPONDER.identity(), INITIATOR.trust());
    var initiator = PublicKeyInitiator.begin(liar, proposal(), NOW, CHANCE);
    var responder = new PublicKeyResponder(RESPONDER, new ReplayCache(9), TOLERANCE);
    var refused =
        (Received.Refused) responder.receive(initiator.message().write(), List.of(), NOW, CHANCE);
    assertThat(refused.why().error()).isEqualTo(ErrorNumber.INVALID_ID);
    assertThat(refused.error().flatMap(it -> it.first(Sign.class))).isPresent();
  }

  @Test
  @Clause("RFC 3830 4.2.5")
  void an_envelope_that_cannot_be_opened_looks_like_one_of_another_key() {
    MikeyMessage sent = PublicKeyInitiator.begin(INITIATOR, proposal(), NOW, CHANCE).message();
    List<Payload> start =
        sent.payloads().stream()
            .filter(it -> !(it instanceof Kemac || it instanceof Pke || it instanceof Sign))
            .toList();
    MikeyMessage draft = new MikeyMessage(sent.header(), start);
    Timestamp timestamp = sent.first(Timestamp.class).orElseThrow();
    Octets rand = sent.first(Rand.class).orElseThrow().value();
    // A MAC that is right under the keys that a careless receiver would take.
    try (MessageKeys guessed = new MessageKeys(new byte[16], sent.header().csbId(), rand)) {
      var content = new Envelope.Content(INITIATOR.identity(), List.of());
      Kemac kemac = Envelope.kemac(content, timestamp, guessed);
      for (int length : List.of(0, 1, 255, 256, 300)) {
        Pke broken = new Pke(Pke.NO_CACHE, Octets.of(new byte[length]));
        MikeyMessage message = PublicKeyInitiator.seal(draft, kemac, broken, INITIATOR);
        var responder = new PublicKeyResponder(RESPONDER, new ReplayCache(9), TOLERANCE);
        var refused = (Received.Refused) responder.receive(message.write(), List.of(), NOW, CHANCE);
        assertThat(refused.why().error()).isEqualTo(ErrorNumber.AUTH_FAILURE);
      }
    }
  }

  @Test
  @Clause("RFC 3830 4.3.1")
  void a_certificate_that_is_not_believed_is_refused() {
    Trust nobody = (_, _) -> Optional.empty();
    CertifiedParty wary =
        new CertifiedParty(RESPONDER.certificate(), RESPONDER.key(), RESPONDER.identity(), nobody);
    var initiator = PublicKeyInitiator.begin(INITIATOR, proposal(), NOW, CHANCE);
    var responder = new PublicKeyResponder(wary, new ReplayCache(9), TOLERANCE);
    var refused =
        (Received.Refused) responder.receive(initiator.message().write(), List.of(), NOW, CHANCE);
    assertThat(refused.why().error()).isEqualTo(ErrorNumber.INVALID_CERT);
    assertThat(refused.error().flatMap(it -> it.first(Sign.class))).isEmpty();
    assertThat(initiator.answered(refused.error().orElseThrow().write()))
        .isInstanceOf(Answered.PeerError.class);
  }

  @Test
  @Clause("RFC 4738 3.6")
  void a_reverse_answer_brings_RAND_when_the_message_has_none() {
    MikeyMessage sent = RsaReverseInitiator.begin(INITIATOR, proposal(), NOW, CHANCE).message();
    List<Payload> others =
        sent.payloads().stream()
            .filter(it -> !(it instanceof Rand) && !(it instanceof Sign))
            .toList();
    MikeyMessage without = Signing.seal(new MikeyMessage(sent.header(), others), INITIATOR);
    var responder = new RsaReverseResponder(RESPONDER, new ReplayCache(9), TOLERANCE);
    var accepted = (Received.Accepted) responder.receive(without.write(), List.of(), NOW, CHANCE);
    assertThat(accepted.answer().orElseThrow().first(Rand.class)).isPresent();
  }

  @Test
  @Clause("RFC 3830 6.4")
  void a_Diffie_Hellman_value_that_makes_the_key_known_is_refused() {
    for (String value : List.of("00", "01")) {
      Octets weak = Octets.ofHex("00".repeat(191) + value);
      assertRefused(new DhValue(DhGroup.OAKLEY_5, weak, 0, new KeyValidity.Null()));
    }
    byte[] last = DhGroup.OAKLEY_5.prime().subtract(BigInteger.ONE).toByteArray();
    Octets weak = Octets.of(Arrays.copyOfRange(last, 1, last.length));
    assertRefused(new DhValue(DhGroup.OAKLEY_5, weak, 0, new KeyValidity.Null()));
  }

  private static void assertRefused(DhValue value) {
    var authentication = new DhAuthentication.Hmac(KEY);
    MikeyMessage sent = DhInitiator.begin(authentication, proposal(), NOW, CHANCE).message();
    List<Payload> others =
        sent.payloads().stream()
            .filter(it -> !(it instanceof DhValue) && !(it instanceof Kemac))
            .toList();
    Octets rand = sent.first(Rand.class).orElseThrow().value();
    MikeyMessage changed =
        new DhSeal(authentication, sent.header().csbId(), rand)
            .seal(new MikeyMessage(sent.header(), others).with(value));
    var responder =
        new DhResponder(authentication, new ReplayCache(9), TOLERANCE, RESPONDER.identity());
    var refused = (Received.Refused) responder.receive(changed.write(), List.of(), NOW, CHANCE);
    assertThat(refused.why().error()).isEqualTo(ErrorNumber.INVALID_DH);
    assertThat(refused.error().flatMap(it -> it.first(VerMsg.class))).isPresent();
  }

  @Test
  @Clause("RFC 3830 6.8")
  void a_message_for_another_certificate_is_refused() {
    MikeyMessage sent = PublicKeyInitiator.begin(INITIATOR, proposal(), NOW, CHANCE).message();
    for (var function : Chash.HashFunction.values()) {
      for (CertifiedParty named : List.of(INITIATOR, RESPONDER)) {
        List<Payload> payloads = new ArrayList<>(sent.payloads());
        payloads.removeLast();
        payloads.add(new Chash(function, Certificates.hash(function, named.certificate())));
        MikeyMessage changed = Signing.seal(new MikeyMessage(sent.header(), payloads), INITIATOR);
        var responder = new PublicKeyResponder(RESPONDER, new ReplayCache(9), TOLERANCE);
        assertThat(responder.receive(changed.write(), List.of(), NOW, CHANCE))
            .isInstanceOf(named == RESPONDER ? Received.Accepted.class : Received.Refused.class);
      }
    }
  }
}
