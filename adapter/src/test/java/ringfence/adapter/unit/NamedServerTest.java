package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.adapter.gateway.SipInterop;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.testkit.NameServer;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TrustLevel;

/// Units whose servers are names without a port, with a DNS server of their own.
class NamedServerTest {
  private static final HostPort PROXY = HostPort.of("proxy.example", 0);

  private final EventLog events = new EventLog(500, InstantSource.system());
  private final NameServer names = NameServer.of("");

  @AfterEach
  void end() {
    names.close();
    events.close();
  }

  private Unit start(Settings settings) {
    return Unit.start(Units.options(settings, Units.network(Loopback.address(), names), events));
  }

  private static Settings settings(Transport transport) {
    return Units.settings(PROXY, transport);
  }

  /// A server of the domain by SRV, and its address.
  private static String srv(String service, int priority, HostPort server) {
    String name = "sip%d.proxy.example.".formatted(priority);
    return """
        %s.proxy.example. 60 IN SRV %d 1 %d %s
        %s 60 IN A %s
        """
        .formatted(service, priority, server.portOr(0), name, name, server.address());
  }

  private static HostPort nobody() {
    var address = Loopback.address();
    return HostPort.of(address.getHostAddress(), Loopback.freePort(address));
  }

  @Test
  @Clause("RFC 3263 4.2")
  void F48_a_proxy_without_a_port_is_found_by_SRV_and_the_next_one_when_the_first_is_dead()
      throws Exception {
    try (var server = TestServer.named("proxy.example")) {
      names.knows(srv("_sips._tcp", 10, nobody()) + srv("_sips._tcp", 20, server.address()));
      try (var unit = start(settings(Transport.TLS))) {
        assertThat(server.await(Method.REGISTER).request().uri()).hasToString("sip:proxy.example");
        LinkStatus link = await(unit, it -> line(it).operational()).links().getFirst();
        assertThat(link.remoteHost()).isEqualTo(PROXY);
        assertThat(link.remote().orElseThrow().getPort()).isEqualTo(server.address().portOr(0));
        assertThat(link.cause()).contains("sip20.proxy.example");
        assertThat(names.questions())
            .contains("_sips._tcp.proxy.example SRV")
            .doesNotContain("proxy.example NAPTR", "proxy.example A");
      }
    }
  }

  @Test
  @Clause("RFC 5922 4")
  void a_certificate_for_the_name_in_the_SRV_record_alone_is_believed_only_at_DnsSrvResponse()
      throws Exception {
    try (var server = TestServer.named("sip10.proxy.example")) {
      names.knows(srv("_sips._tcp", 10, server.address()));
      try (var unit = start(settings(Transport.TLS))) {
        UnitStatus status =
            await(unit, it -> it.links().stream().anyMatch(one -> one.nextTry().isPresent()));
        assertThat(status.links().getFirst().refusal().orElseThrow().cause())
            .isEqualTo(Refusal.Cause.WRONG_NAME);
        assertThat(server.left()).isEmpty();
      }
      var trusting =
          settings(Transport.TLS)
              .with(SipInterop.CERTIFICATE_VALIDATION, TrustLevel.DNS_SRV_RESPONSE);
      try (var unit = start(trusting)) {
        await(unit, it -> line(it).operational());
      }
    }
  }

  @Test
  void a_name_that_nobody_knows_is_said_where_the_link_is_shown() throws Exception {
    try (var unit = start(settings(Transport.TLS))) {
      UnitStatus status =
          await(unit, it -> it.links().stream().anyMatch(one -> one.nextTry().isPresent()));
      String reason = "DNS server " + names + " says that there is no such name proxy.example.";
      assertThat(status.links().getFirst().status()).isEqualTo(Status.DOWN);
      assertThat(status.links().getFirst().cause()).isEqualTo(reason);
      assertThat(status.gateways().getFirst().cause()).isEqualTo(reason);
      assertThat(String.join("\n", Units.told(events, "OpenSIPS"))).contains(reason);
    }
  }

  @Test
  @Clause("RFC 3263 4.1")
  void NAPTR_records_come_first_over_UDP_and_over_TLS_where_that_is_forced() throws Exception {
    try (var server = TestServer.named("proxy.example")) {
      names.knows(
          "proxy.example. 60 IN NAPTR 1 1 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.far.proxy.example.\n"
              + srv("_sips._tcp.far", 10, server.address()));
      var forced = settings(Transport.TLS).with(SipInterop.FORCE_NAPTR, true);
      try (var unit = start(forced)) {
        await(unit, it -> line(it).operational());
      }
    }
    try (var server = TestServer.udp()) {
      names.knows(
          "proxy.example. 60 IN NAPTR 1 1 \"s\" \"SIP+D2U\" \"\" _sip._udp.far.proxy.example.\n"
              + srv("_sip._udp.far", 10, server.address()));
      try (var unit = start(settings(Transport.UDP))) {
        await(unit, it -> line(it).operational());
      }
    }
  }
}
