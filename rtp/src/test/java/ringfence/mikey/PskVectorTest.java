package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

/// The vectors of accepted pre-shared key exchanges, made and read.
class PskVectorTest {
  static List<Json> vectors() {
    return Json.resource("/mikey/psk-positive.json").at("vectors").list();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Clause({"RFC 3830 4.1.4", "RFC 3830 4.2.3", "RFC 3830 5.2"})
  void the_Initiators_message_is_made_octet_for_octet(Json vector) {
    Json input = vector.at("input");
    try (MessageKeys keys = keys(input)) {
      MikeyMessage made = PskVectors.transport(input).seal(draft(input), keyData(input), keys);
      assertThat(Octets.of(made.write())).isEqualTo(vector.at("i_message").at("hex").hex());
      assertThat("a=key-mgmt:" + KeyMgmtAttribute.of(made))
          .isEqualTo(vector.at("i_message").at("sdp").text());
    }
  }

  private static MessageKeys keys(Json input) {
    byte[] psk = input.at("psk").hex().array();
    return new MessageKeys(psk, PskVectors.word(input.at("csb_id")), input.at("rand").hex());
  }

  private static MikeyMessage draft(Json input) {
    CommonHeader header =
        new CommonHeader(
            DataType.PRE_SHARED,
            input.at("v_flag").integer() == 1,
            0,
            PskVectors.word(input.at("csb_id")),
            new CsIdMap.SrtpId(PskVectors.sessions(input.at("crypto_sessions"))));
    List<Payload> payloads = new ArrayList<>();
    payloads.add(PskVectors.timestamp(input));
    boolean randFirst = input.at("payload_order").text().startsWith("T RAND");
    if (randFirst) payloads.add(new Rand(input.at("rand").hex()));
    for (Json it : input.at("ids").list()) payloads.add(PskVectors.identity(it));
    for (Json it : input.at("policies").list()) payloads.add(PskVectors.policy(it));
    for (Json it : input.at("general_extensions").list()) {
      payloads.add(
          new GeneralExtension(it.at("type").integer(), Octets.ofText(it.at("data").text())));
    }
    return new MikeyMessage(header, payloads);
  }

  private static List<KeyData> keyData(Json input) {
    return input.at("keys").list().stream().map(PskVectors::keyData).toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Clause({"RFC 3830 4.1.3", "RFC 3830 5.3", "RFC 3830 6.9"})
  void the_Responder_derives_every_key_and_answers_octet_for_octet(Json vector) {
    Received.Accepted accepted = accepted(vector, new ReplayCache(10));
    assertThat(accepted.sessions().stream().map(PskVectorTest::summary).toList())
        .isEqualTo(expected(vector));
    assertThat(accepted.warnings()).hasSameSizeAs(vector.at("warnings_expected").list());
    Optional<Octets> answer = accepted.answer().map(it -> Octets.of(it.write()));
    assertThat(answer).isEqualTo(vector.find("response").map(it -> it.at("r_message_hex").hex()));
  }

  static Received.Accepted accepted(Json vector, ReplayCache replays) {
    Json input = vector.at("input");
    byte[] message = vector.at("i_message").at("hex").hex().array();
    Received received =
        responder(vector, replays).receive(message, ssrcs(vector), before(vector), now(input));
    assertThat(received).isInstanceOf(Received.Accepted.class);
    return (Received.Accepted) received;
  }

  private static PskResponder responder(Json vector, ReplayCache replays) {
    List<Identity> own =
        vector
            .find("response")
            .flatMap(it -> it.find("idr_sent"))
            .map(it -> List.of(PskVectors.identity(it)))
            .orElse(List.of());
    boolean nulls =
        vector.at("input").at("kemac_encr_alg").integer() == 0
            || vector.at("input").at("kemac_mac_alg").integer() == 0;
    ResponderRules rules = new ResponderRules(ResponderRules.USUAL.clockTolerance(), nulls, own);
    PreSharedKey key =
        PreSharedKey.ofHex(
            vector.find("equivalent_psk").orElse(vector.at("input").at("psk")).text());
    return new PskResponder(key, replays, rules);
  }

  private static List<Ssrc> ssrcs(Json vector) {
    return vector
        .find("response")
        .map(it -> it.at("ssrc_filled_in").entries().values())
        .map(all -> all.stream().map(it -> new Ssrc(PskVectors.word(it))).toList())
        .orElse(List.of());
  }

  private static Optional<Csb> before(Json vector) {
    return vector
        .find("update_of")
        .map(name -> PskVectors.named(vectors(), name.text()))
        .map(first -> accepted(first, new ReplayCache(10)).csb());
  }

  private static Instant now(Json input) {
    return Instant.ofEpochSecond(input.at("unix_time_to_judge_at").number());
  }

  private static List<String> summary(CryptoSessionKeys session) {
    List<String> all = new ArrayList<>();
    all.add(session.id() + " " + session.rolloverCounter() + " " + session.policy().profile());
    session
        .keys()
        .forEach(
            it ->
                all.add(
                    it.key().use((key, salt) -> hex(key) + " " + hex(salt))
                        + " "
                        + it.identifier().hex()));
    session.validities().forEach(it -> all.add(it.toString()));
    return all;
  }

  private static List<List<String>> expected(Json vector) {
    return vector.at("crypto_sessions").list().stream().map(PskVectorTest::expectedOf).toList();
  }

  private static List<String> expectedOf(Json session) {
    List<String> all = new ArrayList<>();
    String suite = session.at("policy").at("suite").text();
    all.add(session.at("cs_id").integer() + " " + session.at("roc").number() + " " + suite);
    for (Json it : session.at("master_keys").list()) {
      String mki = it.at("kv").find("spi").map(Json::text).orElse("");
      all.add(it.at("master_key").text() + " " + it.at("master_salt").text() + " " + mki);
    }
    for (Json it : session.at("master_keys").list()) {
      all.add(PskVectors.validity(Optional.of(it.at("kv"))).toString());
    }
    return all;
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_keys_between_are_those_of_the_vector(Json vector) {
    Json derived = vector.at("derived");
    Json input = vector.at("input");
    try (MessageKeys keys = keys(input)) {
      byte[] plain = KeyData.writeAll(keyData(input));
      assertThat(Octets.of(plain)).isEqualTo(derived.at("key_data_plain").hex());
      if (input.at("kemac_encr_alg").integer() == 1) {
        assertThat(Octets.of(keys.crypt(plain, PskVectors.timestamp(input))))
            .isEqualTo(derived.at("encr_data").hex());
      }
      if (input.at("kemac_mac_alg").integer() == 1) {
        assertThat(Octets.of(keys.mac(derived.at("mac_input").hex().array())))
            .isEqualTo(derived.at("mac").hex());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  @Clause("RFC 3830 6.1")
  void an_answer_with_the_V_flag_is_as_right(Json vector) {
    if (vector.find("response").isEmpty()) return;
    Json input = vector.at("input");
    byte[] sent = vector.at("i_message").at("hex").hex().array();
    MikeyMessage message = MessageReader.read(sent);
    Csb csb = accepted(vector, new ReplayCache(10)).csb();
    Csb.Terms asSent = csb.terms().with(message.header().map().cryptoSessions());
    try (MessageKeys keys = keys(input);
        Csb ours = new Csb(csb.id(), csb.rand(), asSent, csb.copyOfKeys())) {
      SentMessage first = new SentMessage(message);
      AnswerJudge judge = new AnswerJudge(first, DataType.PSK_VER_MSG, first.parties(), keys, ours);
      for (String name : List.of("base64", "also_valid_with_v_bit_set")) {
        byte[] answer = Base64.getDecoder().decode(vector.at("response").at(name).text());
        assertThat(judge.judge(answer))
            .isInstanceOfSatisfying(
                Answered.Agreed.class,
                it ->
                    assertThat(it.sessions().stream().map(PskVectorTest::summary).toList())
                        .isEqualTo(expected(vector)));
        answer[answer.length - 1] ^= 1;
        assertThat(judge.judge(answer)).isInstanceOf(Answered.Refused.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void no_changed_octet_is_accepted(Json vector) {
    if (vector.at("input").at("kemac_mac_alg").integer() == 0) return;
    byte[] message = vector.at("i_message").at("hex").hex().array();
    PskResponder responder = responder(vector, new ReplayCache(1));
    Optional<Csb> before = before(vector);
    for (int i = 0; i < message.length; i += message.length > 300 ? 7 : 1) {
      byte[] changed = Arrays.copyOf(message, message.length);
      changed[i] ^= 0x10;
      assertThat(responder.receive(changed, List.of(), before, now(vector.at("input"))))
          .as("octet " + i)
          .isNotInstanceOf(Received.Accepted.class);
    }
  }
}
