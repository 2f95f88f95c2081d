package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

/// Response processing, RFC 3261 section 16.7, with one and with two branches.
class ForkingTest {
  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone b = stage.phone("B", 16001);
  private final Stage.Phone c = stage.phone("C", 16002);

  ForkingTest() {
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
    c.isRegisteredAs("101");
  }

  @Test
  @Clause("RFC 3261 16.7")
  void both_phones_ring_and_the_first_to_answer_has_the_call() {
    a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 180);
    SipRequest atC = c.gotRequest(Method.INVITE);
    c.answers(atC, 180);
    c.answers(atC, 200);
    SipRequest cancel = b.gotRequest(Method.CANCEL);
    b.answers(cancel, 200);

    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  A -> proxy  INVITE
            0 ms  proxy -> A  100 INVITE
            0 ms  proxy -> B  INVITE
            0 ms  proxy -> C  INVITE
            0 ms  B -> proxy  180 INVITE
            0 ms  proxy -> A  180 INVITE
            0 ms  C -> proxy  180 INVITE
            0 ms  proxy -> A  180 INVITE
            0 ms  C -> proxy  200 INVITE
            0 ms  proxy -> A  200 INVITE
            0 ms  proxy -> B  CANCEL
            0 ms  B -> proxy  200 CANCEL
            """);
  }

  @Test
  @Clause("RFC 3261 16.7")
  void the_487_of_the_phone_that_lost_stays_here() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    b.answers(atB, 180);
    c.answers(c.gotRequest(Method.INVITE), 200);
    stage.ladder();
    b.answers(atB, 487);
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  B -> proxy  487 INVITE
            0 ms  proxy -> B  ACK
            """);
  }

  @Test
  @Clause("RFC 3261 16.7")
  void two_phones_that_answer_at_once_both_reach_the_caller() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    SipRequest atC = c.gotRequest(Method.INVITE);
    b.answers(atB, 200);
    c.answers(atC, 200);
    String first = a.gotResponse(200).to().tag().orElseThrow();
    String second = a.gotResponse(200).to().tag().orElseThrow();
    assertThat(first).isEqualTo("toB");
    assertThat(second).isEqualTo("toC");
  }

  @Test
  @Clause("RFC 6026 7.3")
  void a_200_without_a_transaction_is_not_forwarded() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    b.answers(atB, 200);
    stage.advance(Duration.ofSeconds(40));
    a.forgets();
    b.answers(atB, 200);
    assertThat(a.gotNothing()).isTrue();
  }

  @Test
  @Clause("RFC 3261 16.7")
  void the_caller_hears_only_when_all_phones_have_refused() {
    a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 480);
    stage.ladder();
    c.answers(c.gotRequest(Method.INVITE), 486);
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  C -> proxy  486 INVITE
            0 ms  proxy -> C  ACK
            0 ms  proxy -> A  486 INVITE
            """);
  }

  @Test
  @Clause("RFC 3261 16.7")
  void a_challenge_carries_those_of_all_branches() {
    a.calls("100", "101");
    challenge(b, 407, Header.PROXY_AUTHENTICATE, "one");
    challenge(c, 401, Header.WWW_AUTHENTICATE, "two");
    SipResponse got = a.gotResponse(407);
    assertThat(got.headers().all(Header.PROXY_AUTHENTICATE)).hasSize(1);
    assertThat(got.headers().all(Header.WWW_AUTHENTICATE))
        .extracting(fields -> fields.value("realm").orElse(""))
        .containsExactly("two");
  }

  private void challenge(Stage.Phone phone, int status, Header<AuthFields> header, String realm) {
    SipRequest invite = phone.gotRequest(Method.INVITE);
    SipResponse response = Responses.tagged(invite, new StatusCode(status), "x");
    AuthFields fields = AuthFields.parse("Digest realm=\"" + realm + "\", nonce=\"n\"");
    phone.sends(response.with(response.headers().append(header, fields)));
  }

  @Test
  @Clause("RFC 3261 16.7")
  void a_6xx_ends_the_search_and_is_told_when_the_others_have_ended() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    b.answers(atB, 180);
    c.answers(c.gotRequest(Method.INVITE), 603);
    b.gotRequest(Method.CANCEL);
    stage.ladder();
    b.answers(atB, 487);
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  B -> proxy  487 INVITE
            0 ms  proxy -> B  ACK
            0 ms  proxy -> A  603 INVITE
            """);
  }

  @Test
  @Clause("RFC 3261 16.7")
  void a_lone_503_becomes_500() {
    a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 503);
    c.answers(c.gotRequest(Method.INVITE), 503);
    a.gotResponse(500);
  }

  @Test
  @Clause("RFC 3261 16.10")
  void a_CANCEL_stops_every_phone_and_the_caller_gets_487() {
    SipRequest invite = a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    SipRequest atC = c.gotRequest(Method.INVITE);
    b.answers(atB, 180);
    c.answers(atC, 180);
    stage.ladder();
    a.sends(a.cancelOf(invite));
    b.answers(atB, 487);
    c.answers(atC, 487);
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  A -> proxy  CANCEL
            0 ms  proxy -> A  200 CANCEL
            0 ms  proxy -> B  CANCEL
            0 ms  proxy -> C  CANCEL
            0 ms  B -> proxy  487 INVITE
            0 ms  proxy -> B  ACK
            0 ms  C -> proxy  487 INVITE
            0 ms  proxy -> C  ACK
            0 ms  proxy -> A  487 INVITE
            """);
  }

  @Test
  @Clause("RFC 3261 9.1")
  void a_phone_that_has_said_nothing_is_cancelled_when_it_first_speaks() {
    SipRequest invite = a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    a.sends(a.cancelOf(invite));
    assertThat(b.gotNothing()).isTrue();
    b.answers(atB, 180);
    b.gotRequest(Method.CANCEL);
  }

  @Test
  @Clause("RFC 3261 16.10")
  void a_CANCEL_of_nothing_is_answered_481() {
    a.sends(a.cancelOf(a.invite("100", "101")));
    a.gotResponse(481);
  }

  @Test
  @Clause("RFC 3261 16.8")
  void phones_that_never_answer_give_408_after_timer_B() {
    a.calls("100", "101");
    a.forgets();
    stage.advance(Duration.ofMillis(31_999));
    assertThat(a.gotNothing()).isTrue();
    stage.advance(Duration.ofMillis(1));
    a.gotResponse(408);
  }

  @Test
  @Clause("RFC 3261 16.8")
  void a_phone_that_rings_on_is_cancelled_by_timer_C_and_the_caller_gets_408() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    b.answers(atB, 180);
    c.answers(c.gotRequest(Method.INVITE), 486);
    stage.advance(Duration.ofSeconds(184));
    assertThat(b.gotNothing()).isTrue();
    stage.advance(Duration.ofSeconds(1));
    b.answers(b.gotRequest(Method.CANCEL), 200);
    b.answers(atB, 487);
    a.gotResponse(486);
  }

  @Test
  @Clause("RFC 3261 16.7")
  void each_ringing_starts_timer_C_anew() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    SipRequest atC = c.gotRequest(Method.INVITE);
    b.answers(atB, 180);
    c.answers(atC, 180);
    stage.advance(Duration.ofSeconds(100));
    b.answers(atB, 180);
    stage.advance(Duration.ofSeconds(100));
    assertThat(b.gotNothing()).isTrue();
    c.gotRequest(Method.CANCEL);
    stage.advance(Duration.ofSeconds(85));
    b.gotRequest(Method.CANCEL);
    b.answers(atB, 487);
    c.answers(atC, 487);
    a.gotResponse(408);
  }

  @Test
  @Clause("RFC 4320 4.2")
  void a_MESSAGE_that_nobody_answers_is_not_answered_408() {
    String to = "sip:101@127.0.0.1";
    a.sends(a.request(Method.MESSAGE, to, "sip:100@127.0.0.1", to));
    b.gotRequest(Method.MESSAGE);
    stage.advance(Duration.ofSeconds(5));
    a.forgets();
    stage.advance(Duration.ofSeconds(60));
    assertThat(a.gotNothing()).isTrue();
    assertThat(stage.core().underWay()).isZero();
  }

  @Test
  void a_caller_whose_link_breaks_no_longer_holds_a_context_for_ever() {
    a.calls("100", "101");
    SipRequest atB = b.gotRequest(Method.INVITE);
    SipRequest atC = c.gotRequest(Method.INVITE);
    b.answers(atB, 180);
    a.hangsDead();
    b.answers(atB, 486);
    c.answers(atC, 486);
    stage.advance(Duration.ofSeconds(60));
    assertThat(stage.core().underWay()).isZero();
  }
}
