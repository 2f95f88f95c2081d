package ringfence.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.SettingStore;
import ringfence.manage.setting.Settings;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.peer.PeerSettings;
import ringfence.proxy.peer.Trunks;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.testkit.Clause;

/// Calls to and from servers: which trunk, which of its addresses, and what comes of those that
/// fail, RFC 3263 section 4.3.
class TrunkTest {
  private static final String GATEWAY =
      """
      trunk[name=gw].address = "sip:gw.example;transport=tls"
      trunk[name=gw].prefixes = "0, +"
      trunk[name=gw].strip = 1
      trunk[name=gw].domains = "other.example"
      """;

  private final Stage stage = new Stage(Stage.Set.NOTHING.with(trunks(GATEWAY)));
  private final Stage.Phone a = stage.phone("A", 16000);

  TrunkTest() {
    a.isRegisteredAs("100");
  }

  static Trunks trunks(String text) {
    Declarations declarations = PeerSettings.DECLARATIONS;
    var read = SettingStore.read("test", text.lines().toList(), Settings.of(declarations));
    return Trunks.of(((SettingStore.Loaded) read).settings());
  }

  @Test
  @Clause("RFC 3263 4.3")
  void a_server_that_refuses_and_one_that_swallows_give_way_to_the_third() {
    stage.servers().named("gw.example", 7001, 7002, 7003);
    stage.servers().swallows(7002);
    Stage.Phone third = stage.servers().listens("third", 7003);
    SipRequest invite = a.invite("100", "0123");
    a.sends(invite);
    stage.advance(Duration.ofSeconds(5));
    SipRequest there = third.gotRequest(Method.INVITE);
    assertThat(there.uri()).hasToString("sip:123@gw.example;transport=tls");
    third.answers(there, 200);
    stage.advance(Duration.ofSeconds(1));
    assertThat(stage.ladder())
        .isEqualTo(
            """
            0 ms  A -> proxy  INVITE
            0 ms  proxy -> A  100 INVITE
            0 ms  proxy connects to 127.0.0.1:7001
            0 ms  proxy connects to 127.0.0.1:7002
            4000 ms  proxy connects to 127.0.0.1:7003
            4000 ms  proxy -> third  INVITE
            5000 ms  third -> proxy  200 INVITE
            5000 ms  proxy -> A  200 INVITE
            """);
  }

  @Test
  @Clause("RFC 3263 4.3")
  void a_server_that_takes_the_request_and_says_nothing_gives_way_and_is_avoided() {
    stage.servers().named("gw.example", 7001, 7002);
    Stage.Phone dumb = stage.servers().listens("dumb", 7001);
    Stage.Phone second = stage.servers().listens("second", 7002);
    a.calls("100", "0123");
    dumb.gotRequest(Method.INVITE);
    assertThat(second.gotNothing()).isTrue();
    stage.advance(Duration.ofSeconds(4));
    second.answers(second.gotRequest(Method.INVITE), 200);
    a.gotResponse(200);
    assertThat(stage.servers().avoided).containsExactly(stage.servers().at(7001));
  }

  @Test
  @Clause("RFC 3263 4.3")
  void a_503_gives_way_to_the_next_server_and_a_busy_line_does_not() {
    stage.servers().named("gw.example", 7001, 7002, 7003);
    Stage.Phone full = stage.servers().listens("full", 7001);
    Stage.Phone busy = stage.servers().listens("busy", 7002);
    Stage.Phone idle = stage.servers().listens("idle", 7003);
    a.calls("100", "0123");
    full.answers(full.gotRequest(Method.INVITE), 503);
    busy.answers(busy.gotRequest(Method.INVITE), 486);
    a.gotResponse(486);
    assertThat(idle.gotNothing()).isTrue();
  }

  @Test
  @Clause("RFC 3261 16.9")
  void a_trunk_that_nobody_answers_for_is_a_500_with_the_reason() {
    a.calls("100", "0123");
    assertThat(a.gotResponse(500).headers().first(Header.WARNING))
        .hasValueSatisfying(warning -> assertThat(warning.text()).contains("no server"));
  }

  @Test
  void a_caller_who_gives_up_while_the_trunk_is_being_reached_gets_487_at_once() {
    stage.servers().named("gw.example", 7001);
    stage.servers().swallows(7001);
    SipRequest invite = a.calls("100", "0123");
    a.sends(a.cancelOf(invite));
    a.gotResponse(487);
    stage.advance(Duration.ofSeconds(5));
    assertThat(a.gotNothing()).isTrue();
  }

  @Test
  void the_second_trunk_is_another_way_with_an_address_of_its_own() {
    var both =
        trunks(
            GATEWAY
                + """
                trunk[name=second].address = "sip:second.example;transport=tls"
                trunk[name=second].prefixes = "0"
                trunk[name=second].priority = 2
                """);
    var stage = new Stage(Stage.Set.NOTHING.with(both));
    Stage.Phone a = stage.phone("A", 16000);
    a.isRegisteredAs("100");
    stage.servers().named("second.example", 7002);
    Stage.Phone second = stage.servers().listens("second", 7002);
    a.calls("100", "0123");
    SipRequest there = second.gotRequest(Method.INVITE);
    assertThat(there.uri()).hasToString("sip:0123@second.example;transport=tls");
  }

  @Test
  void the_longest_prefix_decides() {
    var both =
        trunks(
            GATEWAY
                + """
                trunk[name=mobile].address = "sip:mobile.example;transport=tls"
                trunk[name=mobile].prefixes = "01"
                """);
    var stage = new Stage(Stage.Set.NOTHING.with(both));
    Stage.Phone a = stage.phone("A", 16000);
    a.isRegisteredAs("100");
    stage.servers().named("mobile.example", 7002);
    Stage.Phone mobile = stage.servers().listens("mobile", 7002);
    a.calls("100", "0123");
    mobile.gotRequest(Method.INVITE);
  }

  @Test
  void a_trunk_under_maintenance_gets_no_call() {
    var stage =
        new Stage(Stage.Set.NOTHING.with(trunks(GATEWAY + "trunk[name=gw].maintenance = yes")));
    Stage.Phone a = stage.phone("A", 16000);
    a.isRegisteredAs("100");
    a.calls("100", "0123");
    a.gotResponse(404);
  }

  @Test
  void the_calls_of_a_domain_go_to_its_trunk_as_they_are() {
    stage.servers().named("gw.example", 7001);
    Stage.Phone gateway = stage.servers().listens("gw", 7001);
    String other = "sip:bob@other.example";
    a.sends(a.request(Method.INVITE, other, "sip:100@127.0.0.1", other));
    assertThat(gateway.gotRequest(Method.INVITE).uri()).hasToString(other);
  }

  @Test
  void nobody_is_taken_to_a_domain_that_is_not_set() {
    String other = "sip:bob@stranger.example";
    a.sends(a.request(Method.INVITE, other, "sip:100@127.0.0.1", other));
    a.gotResponse(403);
  }

  @Test
  void a_user_is_taken_to_any_domain_where_relay_is_on_but_over_TLS_only() {
    var stage = new Stage(Stage.Set.NOTHING.relaying());
    Stage.Phone a = stage.phone("A", 16000);
    a.isRegisteredAs("100");
    stage.servers().named("stranger.example", 7001);
    Stage.Phone stranger = stage.servers().listens("stranger", 7001);
    String other = "sip:bob@stranger.example";
    a.sends(a.request(Method.INVITE, other, "sip:100@127.0.0.1", other));
    stranger.gotRequest(Method.INVITE);
    String plain = other + ";transport=udp";
    a.sends(a.request(Method.INVITE, plain, "sip:100@127.0.0.1", plain));
    a.gotResponse(403);
  }

  @Test
  void the_calls_of_a_trunk_are_let_in_only_where_that_is_set() {
    Stage.Phone gateway = fromGateway(stage, "gw");
    gateway.sends(call(gateway, "100"));
    gateway.gotResponse(403);

    var open =
        new Stage(Stage.Set.NOTHING.with(trunks(GATEWAY + "trunk[name=gw].accept_calls = yes")));
    Stage.Phone b = open.phone("B", 16001);
    b.isRegisteredAs("101");
    Stage.Phone known = fromGateway(open, "gw");
    known.sends(call(known, "101"));
    b.gotRequest(Method.INVITE);
  }

  @Test
  void a_trunk_that_is_let_in_is_not_taken_further() {
    var open =
        new Stage(Stage.Set.NOTHING.with(trunks(GATEWAY + "trunk[name=gw].accept_calls = yes")));
    Stage.Phone known = fromGateway(open, "gw");
    String out = "sip:0900@127.0.0.1:5061";
    known.sends(known.request(Method.INVITE, out, "sip:100@127.0.0.1", out));
    known.gotResponse(404);
  }

  @Test
  void a_request_of_the_dialog_opens_the_way_to_its_trunk_again() {
    stage.servers().named("gw.example", 7001);
    Stage.Phone gateway = stage.servers().listens("gw", 7001);
    SipRequest invite = a.calls("100", "0123");
    gateway.answers(gateway.gotRequest(Method.INVITE), 200);
    SipResponse ok = a.gotResponse(200);
    gateway.hangsDead();
    Stage.Phone anew = stage.servers().listens("gw again", 7001);
    a.sends(a.within(invite, ok, Method.BYE));
    anew.gotRequest(Method.BYE);
  }

  @Test
  @Clause("RFC 5626 5.3.1")
  void a_request_of_a_dialog_whose_flow_is_gone_for_good_is_a_430() {
    Stage.Phone b = stage.phone("B", 16001);
    b.isRegisteredAs("101");
    SipRequest invite = a.calls("100", "101");
    b.answers(b.gotRequest(Method.INVITE), 200);
    SipResponse ok = a.gotResponse(200);
    b.hangsDead();
    a.sends(a.within(invite, ok, Method.BYE));
    a.gotResponse(430);
  }

  @Test
  void a_trunk_is_known_by_the_address_of_its_connection_only_where_no_certificate_is_shown() {
    var trunks =
        trunks(
            """
            trunk[name=plain].address = "sip:192.0.2.1;transport=tcp"
            trunk[name=safe].address = "sip:192.0.2.2;transport=tls"
            """);
    assertThat(trunks.at(java.net.InetAddress.ofLiteral("192.0.2.1")).map(Peer::name))
        .contains("plain");
    assertThat(trunks.at(java.net.InetAddress.ofLiteral("192.0.2.2"))).isEmpty();
    assertThat(trunks.withName("192.0.2.2"::equals).map(Peer::name)).contains("safe");
  }

  private static Stage.Phone fromGateway(Stage stage, String name) {
    Stage.Phone gateway = stage.phone(name, 7009);
    stage.servers().isFrom(gateway, trunks(GATEWAY).named("gw").orElseThrow());
    return gateway;
  }

  private static SipRequest call(Stage.Phone gateway, String user) {
    String to = "sip:" + user + "@127.0.0.1:5061";
    return gateway.request(Method.INVITE, to, "sip:bob@other.example", to);
  }
}
