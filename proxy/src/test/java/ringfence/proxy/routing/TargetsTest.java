package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.proxy.defence.Defences;
import ringfence.proxy.policy.Rules;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.testkit.Clause;

/// What is forwarded where, and what is refused: RFC 3261 sections 16.3 to 16.5.
class TargetsTest {
  private static final String A = "sip:100@127.0.0.1";

  private final Stage stage = new Stage();
  private final Stage.Phone a = stage.phone("A", 16000);
  private final Stage.Phone b = stage.phone("B", 16001);

  TargetsTest() {
    a.isRegisteredAs("100");
  }

  private SipResponse answer(SipRequest request, int status) {
    a.sends(request);
    return a.gotResponse(status);
  }

  @Test
  void an_unknown_user_is_not_found() {
    answer(a.invite("100", "999"), 404);
  }

  @Test
  void a_user_who_is_not_registered_is_temporarily_unavailable() {
    answer(a.invite("100", "101"), 480);
  }

  @Test
  void a_user_whose_link_is_gone_is_temporarily_unavailable_at_once() {
    b.isRegisteredAs("101");
    b.hangsDead();
    assertThat(answer(a.invite("100", "101"), 480).headers().first(Header.WARNING))
        .hasValueSatisfying(warning -> assertThat(warning.text()).contains("connection"));
  }

  @Test
  void only_live_bindings_are_called() {
    b.isRegisteredAs("101");
    Stage.Phone dead = stage.phone("dead", 16009);
    dead.isRegisteredAs("101");
    dead.hangsDead();
    a.calls("100", "101");
    b.gotRequest(Method.INVITE);
    assertThat(dead.gotNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:101@127.0.0.1:16001",
        "sips:101@127.0.0.1:16001",
        "sips:101@127.0.0.1:16001;transport=tcp",
        "sip:101@192.168.77.7:5060;transport=udp",
        "sip:101@10.0.0.3;transport=tls"
      })
  void a_call_reaches_a_device_over_its_link_whatever_its_contact_says(String contact) {
    b.isRegisteredAs("101", contact);
    a.calls("100", "101");
    SipRequest got = b.gotRequest(Method.INVITE);
    assertThat(got.uri()).hasToString(contact);
    assertThat(got.topVia().transport()).isEqualTo(Transport.TLS);
  }

  @Test
  void F96_strict_transport_answers_500_until_the_contact_names_its_transport() {
    Stage strict = new Stage(true, Stage.TRUSTING);
    Stage.Phone caller = strict.phone("A", 16000);
    Stage.Phone callee = strict.phone("B", 16001);
    caller.isRegisteredAs("100");
    callee.isRegisteredAs("101", "sip:101@127.0.0.1:16001");
    caller.calls("100", "101");
    caller.gotResponse(500);

    callee.isRegisteredAs("102");
    caller.calls("100", "102");
    callee.gotRequest(Method.INVITE);
  }

  @Test
  @Clause("RFC 3261 16.3")
  void a_scheme_that_is_not_sip_is_416() {
    answer(a.request(Method.INVITE, "tel:+4312345", A, "sip:101@127.0.0.1"), 416);
  }

  @Test
  @Clause("RFC 3261 16.3")
  void the_last_hop_is_483() {
    answer(a.invite("100", "101").with(Header.MAX_FORWARDS, 0), 483);
  }

  @Test
  @Clause("RFC 3261 16.3")
  void an_unknown_Proxy_Require_is_420_and_named() {
    SipRequest invite = a.invite("100", "101");
    invite = invite.with(invite.headers().append(Header.PROXY_REQUIRE, "sec-agree"));
    assertThat(answer(invite, 420).headers().all(Header.UNSUPPORTED)).containsExactly("sec-agree");
  }

  @Test
  @Clause("RFC 5393 4.2.2")
  void a_request_that_comes_back_unchanged_has_looped() {
    b.isRegisteredAs("101");
    SipRequest invite = a.calls("100", "101");
    SipRequest forwarded = b.gotRequest(Method.INVITE);
    SipRequest back = forwarded.withUri(invite.uri());
    back = back.with(back.headers().without(Header.RECORD_ROUTE));
    b.sends(back.with(back.headers().prepend(Header.VIA, viaOf(b))));
    b.gotResponse(482);
  }

  @Test
  @Clause("RFC 5393 4.2.2")
  void a_request_that_comes_back_for_another_user_spirals_and_goes_on() {
    Stage.Phone c = stage.phone("C", 16002);
    b.isRegisteredAs("101");
    c.isRegisteredAs("102");
    a.calls("100", "101");
    SipRequest forwarded = b.gotRequest(Method.INVITE);
    SipRequest back = forwarded.withUri(Uri.parse("sip:102@127.0.0.1:5061"));
    back = back.with(Header.FROM, NameAddr.parse("<sip:101@127.0.0.1>;tag=x"));
    b.sends(back.with(back.headers().prepend(Header.VIA, viaOf(b))));
    c.gotRequest(Method.INVITE);
  }

  private static ringfence.sip.message.Via viaOf(Stage.Phone phone) {
    return phone.request(Method.INVITE, A, A, A).topVia();
  }

  @Test
  @Clause("RFC 3261 11")
  void the_proxy_itself_answers_OPTIONS() {
    SipRequest options = a.request(Method.OPTIONS, "sip:127.0.0.1:5061", A, "sip:127.0.0.1");
    assertThat(answer(options, 200).headers().all(Header.ALLOW)).contains(Method.REGISTER);
  }

  @Test
  @Clause("RFC 3261 16.3")
  void the_proxy_answers_an_OPTIONS_that_may_go_no_further() {
    SipRequest options = a.request(Method.OPTIONS, "sip:101@127.0.0.1", A, "sip:101@127.0.0.1");
    answer(options.with(Header.MAX_FORWARDS, 0), 200);
  }

  @Test
  void a_foreign_domain_is_not_relayed_to_even_for_a_user_of_ours() {
    answer(a.request(Method.INVITE, "sip:bob@elsewhere.org", A, "sip:bob@elsewhere.org"), 403);
  }

  @Test
  void a_foreign_Route_is_no_way_out() {
    SipRequest invite = a.invite("100", "bob").withUri(Uri.parse("sip:bob@elsewhere.org"));
    var route = NameAddr.parse("<sip:gateway.elsewhere.org;lr>");
    answer(invite.with(invite.headers().append(Header.ROUTE, route)), 403);
  }

  @Test
  void our_own_Route_without_a_token_of_ours_is_no_way_out() {
    SipRequest invite = a.invite("100", "bob").withUri(Uri.parse("sip:bob@elsewhere.org"));
    var route = NameAddr.parse("<sip:AAAAAAAAAAAAAAAAAAAAAAAAAAAA@127.0.0.1:5061;lr>");
    answer(invite.with(invite.headers().append(Header.ROUTE, route)), 403);
  }

  @Test
  void a_caller_of_another_domain_is_refused() {
    b.isRegisteredAs("101");
    Stage.Phone stranger = stage.phone("S", Transport.UDP, 5099);
    String to = "sip:101@127.0.0.1:5061";
    stranger.sends(stranger.request(Method.INVITE, to, "sip:x@elsewhere.org", to));
    stranger.gotResponse(403);
    assertThat(b.gotNothing()).isTrue();
  }

  @Test
  void a_caller_of_another_domain_is_let_in_where_a_setting_says_so() {
    Rules usual = Rules.standard();
    Stage open = new Stage(false, new Rules(usual.algorithms(), true, true, true));
    Stage.Phone callee = open.phone("B", 16001);
    callee.isRegisteredAs("101");
    Stage.Phone stranger = open.phone("S", Transport.UDP, 5099);
    String to = "sip:101@127.0.0.1:5061";
    stranger.sends(stranger.request(Method.INVITE, to, "sip:x@elsewhere.org", to));
    callee.gotRequest(Method.INVITE);
    String away = "sip:bob@elsewhere.org";
    stranger.sends(stranger.request(Method.INVITE, away, "sip:x@elsewhere.org", away));
    stranger.gotResponse(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BYE", "INVITE", "NOTIFY", "INFO"})
  void a_stranger_cannot_speak_within_a_dialog_that_is_not_his(String method) {
    b.isRegisteredAs("101");
    Stage.Phone stranger = stage.phone("S", Transport.UDP, 5099);
    SipRequest forged =
        stranger.request(
            new Method(method), b.contact("101"), "sip:x@elsewhere.org", "sip:101@127.0.0.1");
    stranger.sends(forged.with(Header.TO, forged.to().withTag("guessed")));
    stranger.gotResponse(403);
    assertThat(b.gotNothing()).isTrue();
  }

  @Test
  void an_ACK_from_a_stranger_goes_nowhere() {
    b.isRegisteredAs("101");
    Stage.Phone stranger = stage.phone("S", Transport.UDP, 5099);
    stranger.sends(stranger.request(Method.ACK, b.contact("101"), A, "sip:101@127.0.0.1"));
    assertThat(b.gotNothing()).isTrue();
    assertThat(stranger.gotNothing()).isTrue();
  }

  @Test
  void a_user_cannot_catch_the_calls_of_another_with_a_contact_that_is_the_others_address() {
    b.isRegisteredAs("101");
    Stage.Phone thief = stage.phone("T", 16005);
    thief.isRegisteredAs("102", "sip:101@127.0.0.1:5061");
    a.calls("100", "101");
    b.gotRequest(Method.INVITE);
    assertThat(thief.gotNothing()).isTrue();
  }

  @Test
  @Clause("RFC 3261 26.2.2")
  void a_sips_call_does_not_leave_TLS() {
    Stage.Phone plain = stage.phone("U", Transport.UDP, 5070);
    plain.isRegisteredAs("101", "sip:101@127.0.0.1:5070");
    String to = "sips:101@127.0.0.1:5061";
    answer(a.request(Method.INVITE, to, "sips:100@127.0.0.1:5061", to), 480);
  }

  @Test
  @Clause("RFC 5658 3.3")
  void a_dialog_between_two_transports_has_a_route_of_each() {
    Stage.Phone plain = stage.phone("U", Transport.UDP, 5070);
    plain.isRegisteredAs("101", "sip:101@127.0.0.1:5070");
    a.calls("100", "101");
    var routes = plain.gotRequest(Method.INVITE).headers().all(Header.RECORD_ROUTE);
    assertThat(routes.get(0).toString()).doesNotContain("transport=");
    assertThat(routes.get(1).toString()).contains(";transport=tls;");
  }

  @Test
  void a_refusal_is_told_with_its_cause() {
    answer(a.invite("100", "999"), 404);
    assertThat(stage.reports())
        .last()
        .satisfies(report -> assertThat(report.fields()).containsEntry("cause", "no such user"));
  }

  @Test
  void more_requests_than_one_may_ask_for_are_answered_503() {
    Stage small = new Stage(false, Stage.TRUSTING, Defences.asking(1));
    Stage.Phone flood = small.phone("F", Transport.UDP, 5099);
    String to = "sip:127.0.0.1:5061";
    for (int i = 0; i < 10; i++) {
      flood.sends(flood.request(Method.OPTIONS, to, A, to));
      flood.gotResponse(200);
    }
    flood.sends(flood.request(Method.OPTIONS, to, A, to));
    assertThat(flood.gotResponse(503).headers().has(Header.RETRY_AFTER)).isTrue();
  }
}
