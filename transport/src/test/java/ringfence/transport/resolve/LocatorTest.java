package ringfence.transport.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.testkit.NameServer;
import ringfence.testkit.VirtualTime;
import ringfence.transport.resolve.Locator.Located;

class LocatorTest {
  private static final String ZONE =
      """
      _sips._tcp.proxy.example. 60 IN SRV 10 1 5071 a.proxy.example.
      _sips._tcp.proxy.example. 60 IN SRV 20 1 5072 b.proxy.example.
      a.proxy.example.          60 IN A     192.0.2.1
      b.proxy.example.          60 IN CNAME host.example.
      host.example.             60 IN AAAA  2001:db8::2
      loop.example.             60 IN CNAME pool.example.
      pool.example.             60 IN CNAME loop.example.
      """;

  private final VirtualTime time = new VirtualTime();
  private final NameServer server = NameServer.of(ZONE);
  private final NameServer dead = NameServer.of("").silent();
  private final AtomicReference<DnsPlan> plan = new AtomicReference<>(DnsPlan.of(server.address()));
  private final DnsClient dns = new DnsClient(plan::get, time::now);
  private final Locator locator = Locator.steady(dns, time::now);

  @AfterEach
  void close() {
    server.close();
    dead.close();
  }

  private Located locate(String host, int port) throws Exception {
    return locator.locate(new Target(host, port, Transport.TLS)).get(20, TimeUnit.SECONDS);
  }

  private List<String> found(String host) throws Exception {
    return ((Located.Found) locate(host, 0))
        .destinations().stream().map(Destination::toString).toList();
  }

  private String notFound(String host) throws Exception {
    return ((Located.NotFound) locate(host, 0)).reason();
  }

  @Test
  @Clause("RFC 3261 19.1.2")
  void port_0_is_the_transport_s_own() {
    assertThat(new Target("192.0.2.1", 0, Transport.TLS).effectivePort()).isEqualTo(5061);
    assertThat(new Target("192.0.2.1", 0, Transport.TCP).effectivePort()).isEqualTo(5060);
    assertThat(new Target("192.0.2.1", 5062, Transport.TLS).effectivePort()).isEqualTo(5062);
    assertThat(Target.of(HostPort.parse("[2001:db8::1]:5070"), Transport.UDP).port())
        .isEqualTo(5070);
  }

  @Test
  void an_address_is_itself_without_waiting() {
    var located = locator.locate(Target.of(HostPort.parse("[2001:db8::1]"), Transport.UDP));
    assertThat(located).isDone();
    var found = (Located.Found) located.join();
    assertThat(found.destinations().getFirst().address().getAddress().getHostAddress())
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(server.questions()).isEmpty();
  }

  @Test
  void the_system_s_names_are_known_and_an_unknown_one_is_a_value() throws Exception {
    var target = new Target("localhost", 0, Transport.TLS);
    assertThat(Locator.ofSystem().locate(target).get(20, TimeUnit.SECONDS))
        .isInstanceOf(Located.Found.class);
    assertThat(notFound("no-such-host.invalid"))
        .isEqualTo("DNS server %s says that there is no such name no-such-host.invalid.", server);
  }

  @Test
  @Clause("RFC 3263 4.2")
  void the_servers_of_a_service_are_found_in_order() throws Exception {
    assertThat(found("proxy.example"))
        .containsExactly(
            "a.proxy.example (192.0.2.1:5071)", "b.proxy.example ([2001:db8:0:0:0:0:0:2]:5072)");
  }

  @Test
  void an_answer_is_kept_as_long_as_it_lives_and_the_absence_of_one_too() throws Exception {
    found("proxy.example");
    notFound("nobody.example");
    assertThat(server.questions()).contains("_sips._tcp.proxy.example SRV", "nobody.example A");
    server.knows("");
    found("proxy.example");
    notFound("nobody.example");
    assertThat(server.questions()).isEmpty();
    time.advance(Duration.ofSeconds(60));
    notFound("proxy.example");
  }

  @Test
  void other_servers_are_asked_anew() throws Exception {
    found("proxy.example");
    try (var other = NameServer.of("proxy.example. 60 IN A 192.0.2.7")) {
      plan.set(DnsPlan.of(other.address()));
      assertThat(found("proxy.example")).containsExactly("192.0.2.7:5061");
    }
  }

  @Test
  void a_silent_server_is_followed_by_the_next_and_comes_last_for_a_while() throws Exception {
    plan.set(DnsPlan.of(dead.address(), server.address()));
    assertThat(found("proxy.example")).hasSize(2);
    assertThat(dead.questions()).isNotEmpty();
    notFound("nobody.example");
    assertThat(dead.questions()).isEmpty();
    time.advance(Duration.ofSeconds(61));
    notFound("someone.example");
    assertThat(dead.questions()).isNotEmpty();
  }

  @Test
  void a_server_that_cannot_tell_is_followed_by_the_next() throws Exception {
    try (var broken = NameServer.of("").answering(Rcode.SERVFAIL)) {
      plan.set(DnsPlan.of(broken.address(), server.address()));
      assertThat(found("proxy.example")).hasSize(2);
    }
  }

  @Test
  void where_no_server_can_tell_each_says_why() throws Exception {
    server.answering(Rcode.REFUSED);
    plan.set(DnsPlan.of(server.address(), dead.address()));
    assertThat(notFound("proxy.example"))
        .isEqualTo(
            "No DNS server can tell about _sips._tcp.proxy.example SRV: "
                + "%s answers REFUSED; %s is silent.",
            server, dead);
    plan.set(DnsPlan.of());
    assertThat(notFound("proxy.example")).endsWith(": none is set.");
  }

  @Test
  void aliases_in_a_circle_come_to_an_end() throws Exception {
    assertThat(notFound("loop.example")).contains("alias without end");
  }

  @Test
  void a_name_that_can_be_none_is_a_value() throws Exception {
    assertThat(notFound("a".repeat(64) + ".example")).contains("can be no name");
  }

  @Test
  void what_the_plan_knows_is_asked_of_nobody_and_a_name_without_dots_is_of_the_domain()
      throws Exception {
    var own = List.of(InetAddress.ofLiteral("192.0.2.8"));
    plan.set(
        new DnsPlan(
            List.of(server.address()), "example", name -> name.equals("pbx") ? own : List.of()));
    assertThat(found("pbx")).containsExactly("192.0.2.8:5061");
    assertThat(server.questions()).isEmpty();
    assertThat(found("proxy")).hasSize(2);
  }

  @Test
  @Clause("RFC 3263 4.3")
  void what_failed_is_tried_last_for_a_while() throws Exception {
    var first = ((Located.Found) locate("proxy.example", 0)).destinations().getFirst();
    locator.failed(first);
    assertThat(found("proxy.example")).last().isEqualTo(first.toString());
    time.advance(Duration.ofMinutes(5));
    assertThat(found("proxy.example")).first().isEqualTo(first.toString());
  }

  @Test
  void among_equals_a_link_has_no_reason_to_move() throws Exception {
    var zone = new StringBuilder();
    for (int i = 1; i <= 9; i++) {
      zone.append("_sips._tcp.farm.example. 1 IN SRV 1 1 506%d s%d.example.\n".formatted(i, i));
      zone.append("s%d.example. 1 IN A 192.0.2.%d\n".formatted(i, i));
    }
    server.knows(zone.toString());
    List<String> before = found("farm.example");
    for (int i = 0; i < 5; i++) {
      time.advance(Duration.ofSeconds(2));
      assertThat(found("farm.example")).isEqualTo(before);
    }
  }

  @Test
  void a_target_that_cannot_be_is_refused() {
    assertThatThrownBy(() -> new Target(" ", 0, Transport.UDP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Target("a", 65_536, Transport.UDP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Target("a", 0, List.of(), true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
