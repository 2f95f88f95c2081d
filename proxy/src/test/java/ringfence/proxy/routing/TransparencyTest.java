package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.RAck;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SessionExpires;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.testkit.Clause;

/// What the two ends agree on between themselves passes as it is: session timers and reliable
/// provisional responses.
class TransparencyTest {
  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone b = stage.phone("B", 16001);

  TransparencyTest() {
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
  }

  @Test
  @Clause("RFC 4028 8")
  void session_timers_are_the_business_of_the_two_ends() {
    SipRequest invite =
        a.invite("100", "101")
            .with(Header.SESSION_EXPIRES, SessionExpires.parse("3600;refresher=uac"))
            .with(Header.MIN_SE, Duration.ofSeconds(1800))
            .with(Header.SUPPORTED, "timer");
    a.sends(invite);
    SipRequest atB = b.gotRequest(Method.INVITE);
    assertThat(atB.headers().fields(Header.SESSION_EXPIRES))
        .isEqualTo(invite.headers().fields(Header.SESSION_EXPIRES));
    assertThat(atB.headers().fields(Header.MIN_SE))
        .isEqualTo(invite.headers().fields(Header.MIN_SE));

    SipResponse tooSmall =
        Responses.tagged(atB, StatusCode.SESSION_INTERVAL_TOO_SMALL, "b")
            .with(Header.MIN_SE, Duration.ofSeconds(7200));
    b.sends(tooSmall);
    assertThat(a.gotResponse(422).headers().first(Header.MIN_SE))
        .contains(Duration.ofSeconds(7200));
  }

  @Test
  @Clause("RFC 3262 3")
  void a_reliable_provisional_response_and_its_PRACK_pass_before_there_is_an_answer() {
    SipRequest invite = a.invite("100", "101").with(Header.SUPPORTED, "100rel");
    a.sends(invite);
    SipRequest atB = b.gotRequest(Method.INVITE);
    SipResponse progress =
        Responses.establishing(atB, StatusCode.SESSION_PROGRESS, "b")
            .with(Header.REQUIRE, "100rel")
            .with(Header.RSEQ, 7L)
            .with(
                Header.CONTACT,
                ringfence.sip.message.Contact.of(
                    ringfence.sip.message.Uri.parse(b.contact("101"))));
    b.sends(progress);
    SipResponse atA = a.gotResponse(183);
    assertThat(atA.headers().first(Header.RSEQ)).contains(7L);
    assertThat(atA.headers().all(Header.REQUIRE)).containsExactly("100rel");

    SipRequest prack =
        a.within(invite, atA, Method.PRACK).with(Header.RACK, RAck.parse("7 1 INVITE"));
    a.sends(prack);
    SipRequest prackAtB = b.gotRequest(Method.PRACK);
    assertThat(prackAtB.headers().first(Header.RACK)).contains(RAck.parse("7 1 INVITE"));
    b.answers(prackAtB, 200);
    a.gotResponse(200);
    b.answers(atB, 200);
    a.gotResponse(200);
  }
}
