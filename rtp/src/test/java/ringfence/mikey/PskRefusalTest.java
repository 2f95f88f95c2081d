package ringfence.mikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.rtp.Parsed;
import ringfence.testkit.Clause;

/// The vectors of Initiators' messages that have to be refused, and of answers right and wrong.
class PskRefusalTest {
  private static final Json ANSWERS = Json.resource("/mikey/psk-answers.json");

  static List<Json> messages() {
    return Json.resource("/mikey/psk-negative.json").at("vectors").list();
  }

  static List<Json> answers() {
    return ANSWERS.at("answers").list();
  }

  @ParameterizedTest
  @MethodSource("messages")
  @Clause({"RFC 3830 5.1.2", "RFC 3830 5.3", "RFC 3830 6"})
  void a_wrong_message_is_refused_for_what_is_wrong_with_it(Json vector) {
    switch (KeyMgmtAttribute.parse("mikey " + vector.at("base64").text())) {
      case Parsed.Malformed<KeyMgmtAttribute>(var clause, _) ->
          assertThat(clause).isEqualTo("RFC 4567 3.1").isSubstringOf(vector.at("rfc").text());
      case Parsed.Good<KeyMgmtAttribute>(var attribute) -> judge(vector, attribute.data().array());
    }
  }

  private static void judge(Json vector, byte[] message) {
    ReplayCache replays = new ReplayCache(10);
    PskResponder responder = responder(vector, replays);
    Instant now = Instant.ofEpochSecond(vector.at("unix_time_to_judge_at").number());
    for (Json before : vector.find("accepted_before").map(Json::list).orElse(List.of())) {
      byte[] octets = Base64.getDecoder().decode(before.text());
      assertThat(responder.receive(octets, List.of(), Optional.empty(), now))
          .isInstanceOf(Received.Accepted.class);
    }
    Received received = responder.receive(message, List.of(), Optional.empty(), now);
    MikeyRefusal why = why(received);
    assertThat(vector.at("expect").at("errors_allowed").list().stream().map(Json::integer))
        .as(why.toString())
        .contains(why.error().number());
    assertThat(received instanceof Received.Discarded)
        .isEqualTo(vector.at("expect").at("action").text().equals("discard"));
    assertThat(why.octet()).isBetween(0, message.length);
    assertThat(why.clause()).startsWith("RFC ");
  }

  private static PskResponder responder(Json vector, ReplayCache replays) {
    List<Identity> own = new ArrayList<>();
    for (Json it : vector.find("my_ids").map(Json::list).orElse(List.of())) {
      own.add(Identity.ofUri(it.text()));
    }
    PreSharedKey key = PreSharedKey.ofHex(vector.at("psk").text());
    return new PskResponder(
        key, replays, new ResponderRules(ResponderRules.USUAL.clockTolerance(), false, own));
  }

  private static MikeyRefusal why(Received received) {
    return switch (received) {
      case Received.Refused(var why, _) -> why;
      case Received.Discarded(var why) -> why;
      case Received.Accepted it -> throw new AssertionError(it);
    };
  }

  @ParameterizedTest
  @MethodSource("answers")
  @Clause({"RFC 3830 3.1", "RFC 3830 5.1.2", "RFC 3830 5.2", "RFC 3830 6.1.1"})
  void an_answer_is_judged_as_the_standard_says(Json vector) {
    byte[] octets = Base64.getDecoder().decode(vector.at("base64").text());
    Json expect = vector.at("expect");
    switch (judge().judge(octets)) {
      case Answered.Agreed(var sessions, _, var warnings) -> {
        assertThat(expect.at("accepted").isTrue()).isTrue();
        assertThat(sessions.stream().map(PskRefusalTest::summary).toList())
            .isEqualTo(expect.at("cs").list().stream().map(PskRefusalTest::expected).toList());
        assertThat(warnings).hasSameSizeAs(expect.at("warnings").list());
      }
      case Answered.Refused(var why) -> {
        assertThat(expect.at("accepted").isTrue()).as(why.toString()).isFalse();
        assertThat(expect.at("errors_allowed").list().stream().map(Json::integer))
            .as(why.toString())
            .contains(why.error().number());
      }
      case Answered.PeerError(var errors, boolean authenticated, _) -> {
        assertThat(expect.at("error_message").isTrue()).isTrue();
        assertThat(errors.stream().map(Err::number).toList())
            .isEqualTo(
                expect.at("errors").list().stream().map(it -> it.at("no").integer()).toList());
        assertThat(authenticated)
            .isEqualTo(expect.find("authenticated").map(Json::isTrue).orElse(false));
      }
    }
  }

  private static AnswerJudge judge() {
    Json state = ANSWERS.at("initiator_state");
    byte[] octets = Base64.getDecoder().decode(state.at("i_message_base64").text());
    MikeyMessage message = MessageReader.read(octets);
    MessageKeys keys =
        new MessageKeys(
            state.at("psk").hex().array(), message.header().csbId(), state.at("rand").hex());
    PskMessage read = PskMessage.of(message);
    Csb csb =
        new Csb(
            message.header().csbId(),
            state.at("rand").hex(),
            read.common().terms(Optional.empty()),
            KeyTransport.keys(read.kemac(), read.common().timestamp(), keys, 0));
    SentMessage sent = new SentMessage(message);
    return new AnswerJudge(sent, DataType.PSK_VER_MSG, sent.parties(), keys, csb);
  }

  private static String summary(CryptoSessionKeys it) {
    return it.id() + " " + it.ssrc() + " " + it.rolloverCounter();
  }

  private static String expected(Json it) {
    return it.at("cs_id").integer() + " 0x" + it.at("ssrc").text() + " " + it.at("roc").number();
  }
}
