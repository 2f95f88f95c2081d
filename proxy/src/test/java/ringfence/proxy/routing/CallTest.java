package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.testkit.Clause;

/// Whole calls through the proxy in virtual time.
class CallTest {
  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone b = stage.phone("B", 16001);

  CallTest() {
    a.isRegisteredAs("100");
    b.isRegisteredAs("101");
  }

  @Test
  @Clause("RFC 3261 16")
  void a_call_goes_through_the_proxy_from_INVITE_to_the_200_to_BYE() {
    SipRequest invite = a.calls("100", "101");
    SipRequest forwarded = b.gotRequest(Method.INVITE);
    stage.advance(Duration.ofMillis(40));
    b.answers(forwarded, 180);
    stage.advance(Duration.ofMillis(1000));
    b.answers(forwarded, 200);
    SipResponse ok = a.gotResponse(200);
    a.sends(a.within(invite, ok, Method.ACK));
    a.sends(a.within(invite, ok, Method.BYE));
    b.answers(b.gotRequest(Method.BYE), 200);

    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  A -> proxy  INVITE
            0 ms  proxy -> A  100 INVITE
            0 ms  proxy -> B  INVITE
            40 ms  B -> proxy  180 INVITE
            40 ms  proxy -> A  180 INVITE
            1040 ms  B -> proxy  200 INVITE
            1040 ms  proxy -> A  200 INVITE
            1040 ms  A -> proxy  ACK
            1040 ms  proxy -> B  ACK
            1040 ms  A -> proxy  BYE
            1040 ms  proxy -> B  BYE
            1040 ms  B -> proxy  200 BYE
            1040 ms  proxy -> A  200 BYE
            """);
  }

  @Test
  @Clause("RFC 3261 16.6")
  void a_forwarded_INVITE_has_our_Via_one_hop_less_and_a_route_for_each_side() {
    SipRequest invite = a.calls("100", "101");
    SipRequest forwarded = b.gotRequest(Method.INVITE);

    assertThat(forwarded.uri()).hasToString(b.contact("101"));
    assertThat(forwarded.headers().first(Header.MAX_FORWARDS)).contains(69);
    assertThat(forwarded.headers().all(Header.VIA)).hasSize(2);
    assertThat(forwarded.topVia().toString())
        .startsWith("SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bK");
    assertThat(forwarded.headers().all(Header.VIA).get(1)).isEqualTo(invite.topVia());
    assertThat(forwarded.headers().all(Header.RECORD_ROUTE))
        .hasSize(2)
        .allSatisfy(
            route ->
                assertThat(route.toString())
                    .matches("<sip:[\\w-]+@127\\.0\\.0\\.1:5061;transport=tls;lr>"));
  }

  @Test
  @Clause("RFC 3261 16.6")
  void a_request_without_Max_Forwards_gets_70() {
    SipRequest invite = a.invite("100", "101");
    a.sends(invite.with(invite.headers().without(Header.MAX_FORWARDS)));
    assertThat(b.gotRequest(Method.INVITE).headers().first(Header.MAX_FORWARDS)).contains(70);
  }

  @Test
  void the_proxy_says_100_Giving_a_try() {
    a.calls("100", "101");
    assertThat(a.gotResponse(100).reason()).isEqualTo("Giving a try");
  }

  @Test
  void the_answerer_hangs_up_along_the_same_path() {
    a.calls("100", "101");
    SipRequest forwarded = b.gotRequest(Method.INVITE);
    SipResponse ok = b.answers(forwarded, 200);
    b.sends(b.withinAsCallee(forwarded, ok, Method.BYE));

    SipRequest bye = a.gotRequest(Method.BYE);
    assertThat(bye.uri()).hasToString(a.contact("100"));
    assertThat(bye.headers().all(Header.ROUTE)).isEmpty();
    a.answers(bye, 200);
    assertThat(b.gotResponse(200).cseq().method()).isEqualTo(Method.BYE);
  }

  @Test
  void what_the_proxy_does_not_know_passes_unchanged() {
    SipRequest invite = a.invite("100", "101");
    a.sends(invite.with(invite.headers().append("X-Strange", " kept,  as it;is ")));
    assertThat(b.gotRequest(Method.INVITE).toString()).contains("X-Strange:  kept,  as it;is \r\n");
  }

  @Test
  @Clause("RFC 3261 16.4")
  void a_strict_router_before_us_gets_its_Request_URI_put_right() {
    SipRequest invite = a.calls("100", "101");
    SipResponse ok = afterAnswer();
    SipRequest bye = a.within(invite, ok, Method.BYE);
    List<NameAddr> routes = bye.headers().all(Header.ROUTE);
    var headers = bye.headers().without(Header.ROUTE);
    headers = headers.append(Header.ROUTE, routes.get(1));
    headers = headers.append(Header.ROUTE, NameAddr.of(bye.uri()));
    a.sends(bye.with(headers).withUri(routes.getFirst().uri()));

    SipRequest got = b.gotRequest(Method.BYE);
    assertThat(got.uri()).isEqualTo(bye.uri());
    assertThat(got.headers().all(Header.ROUTE)).isEmpty();
  }

  @Test
  @Clause("RFC 3261 16.6")
  void a_strict_router_behind_us_gets_its_own_address_as_Request_URI() {
    SipRequest invite = a.calls("100", "101");
    SipResponse ok = afterAnswer();
    SipRequest bye = a.within(invite, ok, Method.BYE);
    NameAddr strict = NameAddr.parse("<sip:127.0.0.9:5060>");
    a.sends(bye.with(bye.headers().append(Header.ROUTE, strict)));

    SipRequest got = b.gotRequest(Method.BYE);
    assertThat(got.uri()).isEqualTo(strict.uri());
    assertThat(got.headers().all(Header.ROUTE)).containsExactly(NameAddr.of(bye.uri()));
  }

  @Test
  void a_BYE_to_a_dead_link_is_answered_at_once() {
    SipRequest invite = a.calls("100", "101");
    SipResponse ok = afterAnswer();
    b.hangsDead();
    stage.ladder();
    a.sends(a.within(invite, ok, Method.BYE));
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  A -> proxy  BYE
            0 ms  proxy -> A  430 BYE
            """);
  }

  @Test
  void a_BYE_reaches_a_device_that_came_back_over_another_link() {
    SipRequest invite = a.calls("100", "101");
    SipResponse ok = afterAnswer();
    b.hangsDead();
    Stage.Phone again = stage.phone("B2", 16007);
    String contact =
        ((Contact.Address) ok.headers().first(Header.CONTACT).orElseThrow()).uri().toString();
    again.isRegisteredAs("101", contact);
    a.sends(a.within(invite, ok, Method.BYE));
    assertThat(again.gotRequest(Method.BYE).uri()).hasToString(contact);
  }

  @Test
  void a_link_that_breaks_while_it_rings_answers_the_caller_480_at_once() {
    a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 180);
    stage.ladder();
    b.hangsDead();
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  B loses its link
            0 ms  proxy -> A  480 INVITE
            """);
  }

  private SipResponse afterAnswer() {
    b.answers(b.gotRequest(Method.INVITE), 200);
    return a.gotResponse(200);
  }
}
