package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.gateway.GatewayState;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.KeepAliveMethod;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.LinkTransition;
import ringfence.adapter.gateway.PersistentLink.Status;
import ringfence.adapter.gateway.SipServers;
import ringfence.adapter.gateway.SipTransport;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.resolve.Locator;

/// Links that are lost though nothing says so: each is noticed within the keep-alive interval.
class LostLinkTest {
  private final EventLog events = new EventLog(500, InstantSource.system());

  @AfterEach
  void end() {
    events.close();
  }

  private static Settings watched(HostPort server, KeepAliveMethod method, int seconds) {
    return Units.settings(server, Transport.TLS)
        .with(SipServers.KEEP_ALIVE_METHOD, method)
        .with(SipServers.KEEP_ALIVE_INTERVAL, Duration.ofSeconds(seconds));
  }

  private static Optional<LinkStatus> down(UnitStatus status) {
    return status.links().stream().filter(it -> it.nextTry().isPresent()).findFirst();
  }

  @Test
  void F17_a_server_that_takes_no_connection_is_noticed_within_the_keep_alive_interval()
      throws Exception {
    InetAddress address = Loopback.address();
    // the system takes two connections more than are accepted, and drops what else comes
    try (var hole = new ServerSocket(0, 1, address);
        var _ = new Socket(address, hole.getLocalPort());
        var _ = new Socket(address, hole.getLocalPort())) {
      var server = HostPort.of(address.getHostAddress(), hole.getLocalPort());
      Instant begun = Instant.now();
      try (var unit = Units.start(watched(server, KeepAliveMethod.PING, 2), events)) {
        LinkStatus link = down(await(unit, it -> down(it).isPresent())).orElseThrow();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(6));
        assertThat(link.cause())
            .startsWith(server + " does not answer: no connection within 2.0 s");
      }
    }
  }

  @Test
  void F17_a_server_that_takes_a_connection_and_says_nothing_is_told_apart() throws Exception {
    InetAddress address = Loopback.address();
    try (var mute = new ServerSocket(0, 5, address)) {
      var server = HostPort.of(address.getHostAddress(), mute.getLocalPort());
      try (var unit = Units.start(watched(server, KeepAliveMethod.SIP_OPTIONS, 1), events)) {
        LinkStatus link = down(await(unit, it -> down(it).isPresent())).orElseThrow();
        assertThat(link.cause()).startsWith(server + " took the connection but did not complete");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PING, no longer answers", "SIP_OPTIONS, no answer to OPTIONS"})
  @Clause("RFC 5626 4.4.1")
  void F59_a_peer_that_falls_silent_is_noticed_within_the_keep_alive_interval(
      KeepAliveMethod method, String why) throws Exception {
    try (var server = TestServer.tls();
        var relay = new TlsRelay(server.address());
        var unit = Units.start(watched(relay.address(), method, 2), events)) {
      await(unit, it -> line(it).operational());
      relay.fallSilent();
      Instant silentSince = Instant.now();
      LinkStatus link = down(await(unit, it -> down(it).isPresent())).orElseThrow();
      assertThat(Duration.between(silentSince, Instant.now())).isLessThan(Duration.ofSeconds(6));
      assertThat(link.cause()).contains(why);
      assertThat(String.join("\n", Units.told(events, "OpenSIPS"))).contains(why);
    }
  }

  /// A network whose one interface can change its address.
  private record Moving(AtomicReference<Optional<InetAddress>> now) implements HostNetwork {
    static Moving at(InetAddress address) {
      return new Moving(new AtomicReference<>(Optional.of(address)));
    }

    @Override
    public Optional<InetAddress> address(String networkInterface) {
      return now.get();
    }

    @Override
    public boolean isClockReady() {
      return true;
    }

    @Override
    public Locator locator() {
      return Locator.ofSystem();
    }
  }

  @Test
  void F59_another_address_of_our_own_is_noticed_and_the_gateway_starts_anew_there()
      throws Exception {
    InetAddress before = Loopback.address();
    InetAddress after = Loopback.address();
    Moving network = Moving.at(before);
    try (var server = TestServer.tls()) {
      Settings settings = watched(server.address(), KeepAliveMethod.PING, 5);
      try (var unit = Unit.start(Units.options(settings, network, events))) {
        await(unit, it -> line(it).operational());
        assertThat(from(server)).isEqualTo(before);
        network.now().set(Optional.of(after));
        assertThat(from(server)).isEqualTo(after);
        UnitStatus status = await(unit, it -> line(it).operational());
        String why = "Uplink has lost the address %s and has %s now";
        why = why.formatted(before.getHostAddress(), after.getHostAddress());
        assertThat(status.links().getFirst().history())
            .extracting(LinkTransition::status)
            .isEqualTo(
                List.of(Status.UP, Status.WAITING_UP, Status.DOWN, Status.UP, Status.WAITING_UP));
        assertThat(status.links().getFirst().history().get(2).cause()).isEqualTo(why + ".");
        assertThat(Units.told(events, "OpenSIPS"))
            .contains("The gateway starts anew: " + why + ".");
      }
    }
  }

  private static InetAddress from(TestServer server) throws Exception {
    InetSocketAddress remote = server.await(Method.REGISTER).flow().remote();
    return remote.getAddress();
  }

  @Test
  void F59_an_address_that_is_gone_stops_the_gateway_until_it_is_back() throws Exception {
    InetAddress own = Loopback.address();
    Moving network = Moving.at(own);
    try (var server = TestServer.tls()) {
      Settings settings = watched(server.address(), KeepAliveMethod.PING, 5);
      try (var unit = Unit.start(Units.options(settings, network, events))) {
        await(unit, it -> line(it).operational());
        network.now().set(Optional.empty());
        UnitStatus gone =
            await(unit, it -> it.gateways().getFirst().state() == GatewayState.NETWORK_DOWN);
        assertThat(gone.gateways().getFirst().cause()).isEqualTo("Uplink has no address");
        assertThat(line(gone).operational()).isFalse();
        network.now().set(Optional.of(own));
        await(unit, it -> line(it).operational());
      }
    }
  }

  @Test
  void a_unit_whose_servers_nobody_has_set_says_once_that_it_cannot_reach_them() throws Exception {
    Settings settings =
        Units.settings(SipServers.PROXY_HOST.initial(), Transport.TLS)
            .with(SipTransport.FAILBACK_INTERVAL, Duration.ofSeconds(5));
    try (var unit = Units.start(settings, events)) {
      await(unit, it -> down(it).filter(link -> link.attempts() == 2).isPresent());
    }
    assertThat(events.recent())
        .filteredOn(it -> it.severity().compareTo(Severity.DEBUG) > 0)
        .filteredOn(it -> it.sentence().contains("No way there"))
        .singleElement()
        .satisfies(it -> assertThat(it.severity()).isEqualTo(Severity.INFO))
        .satisfies(it -> assertThat(it.sentence()).contains("factory"))
        .satisfies(it -> assertThat(it.sentence()).contains("only this host itself is reached"));
  }
}
