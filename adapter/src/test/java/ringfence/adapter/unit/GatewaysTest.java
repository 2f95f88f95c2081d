package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;
import static ringfence.adapter.unit.Units.told;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.adapter.gateway.GatewayState;
import ringfence.adapter.gateway.GatewayStatus;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipServers;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.route.CRout;
import ringfence.adapter.route.CallProperty;
import ringfence.adapter.route.Rule;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;
import ringfence.transport.resolve.Locator;

/// The gateways of a unit on real sockets.
class GatewaysTest {
  private final EventLog events = new EventLog(1000, InstantSource.system());

  @AfterEach
  void end() {
    events.close();
  }

  private static GatewayState state(UnitStatus status, String gateway) {
    return status.gateways().stream()
        .filter(it -> it.name().equals(gateway))
        .map(GatewayStatus::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void F45_the_table_shows_the_gateway_with_its_interface_and_ports() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipEp.PORT, "OpenSIPS", 5062)
              .with(SipEp.SECURE_PORT, "OpenSIPS", 5061);
      try (var unit = Units.start(settings, events)) {
        UnitStatus ready = await(unit, it -> state(it, "OpenSIPS") == GatewayState.READY);
        var rows = new SipTables(() -> ready, () -> ZoneOffset.UTC).gateways().now();
        assertThat(rows.getFirst().stream().map(it -> it.text()))
            .containsExactly("OpenSIPS", "Uplink", "5062", "5061", "", "Ready", "");
      }
    }
  }

  @Test
  void F46_an_eleventh_gateway_is_refused() {
    var configuration = Configuration.inMemory(UnitSettings.defaults(), UnitSettings.RULES);
    List<String> nine =
        IntStream.range(0, 9).mapToObj(it -> "SipEp.Gateway[Name=g" + it + "].Insert=10").toList();
    assertThat(configuration.script("page", nine)).isInstanceOf(Configuration.Changed.Stored.class);
    assertThat(configuration.script("page", List.of("SipEp.Gateway[Name=more].Insert=10")))
        .isInstanceOfSatisfying(
            Configuration.Changed.NotStored.class,
            it -> assertThat(it.refusals().getFirst().toString()).contains("at most 10 rows"));
    assertThat(configuration.script("page", List.of("SipEp.Gateway[Name=g3].Delete=10")))
        .isInstanceOf(Configuration.Changed.Stored.class);
    assertThat(configuration.stored().rows(SipEp.GATEWAYS)).hasSize(9).doesNotContain("g3");
  }

  @Test
  void F47_a_gateway_listens_on_the_address_of_its_interface_and_no_other() throws Exception {
    InetAddress own = Loopback.address();
    int port = Loopback.freePort(own);
    Settings settings =
        Units.settings(HostPort.of(own.getHostAddress(), port), Transport.TCP)
            .with(SipEp.PORT, "OpenSIPS", port)
            .with(SipEp.REGISTER, "FXS1", false);
    try (var unit = Unit.start(Units.options(settings, HostNetwork.at(own), events))) {
      await(unit, it -> state(it, "OpenSIPS") == GatewayState.READY);
      assertThat(answers(own, port)).isTrue();
      assertThat(answers(Loopback.address(), port)).isFalse();
    }
  }

  private static boolean answers(InetAddress address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void F47_a_gateway_whose_interface_has_no_address_says_so_and_comes_up_with_it()
      throws Exception {
    var up = new AtomicBoolean();
    InetAddress own = Loopback.address();
    var network =
        new HostNetwork() {
          @Override
          public Optional<InetAddress> address(String networkInterface) {
            return up.get() ? Optional.of(own) : Optional.empty();
          }

          @Override
          public boolean isClockReady() {
            return true;
          }

          @Override
          public Locator locator() {
            return Locator.ofSystem();
          }
        };
    try (var server = TestServer.udp()) {
      Settings settings = Units.settings(server.address(), Transport.UDP);
      try (var unit = Unit.start(Units.options(settings, network, events))) {
        await(unit, it -> state(it, "OpenSIPS") == GatewayState.NETWORK_DOWN);
        up.set(true);
        await(unit, it -> state(it, "OpenSIPS") == GatewayState.READY);
        assertThat(told(events, "OpenSIPS"))
            .containsOnlyOnce("The gateway cannot start yet: Uplink has no address.");
      }
    }
  }

  @Test
  void over_TLS_a_gateway_waits_for_the_clock_and_asks_nobody_before() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings = Units.settings(server.address(), Transport.TLS);
      var network = Units.network(Loopback.address(), false);
      try (var unit = Unit.start(Units.options(settings, network, events))) {
        UnitStatus waiting =
            await(unit, it -> state(it, "OpenSIPS") == GatewayState.WAITING_FOR_TIME);
        assertThat(waiting.links()).isEmpty();
        assertThat(waiting.gateways().getFirst().state())
            .hasToString("Waiting for time synchronization");
        assertThat(told(events, "OpenSIPS"))
            .containsExactly("The gateway waits for time synchronization.");
      }
      assertThat(server.left()).isEmpty();
    }
  }

  @Test
  void two_gateways_at_one_port_of_one_interface_do_not_both_start() throws Exception {
    try (var server = TestServer.udp()) {
      Settings settings =
          Units.settings(server.address(), Transport.UDP)
              .withRow(SipEp.GATEWAYS, "asterisk")
              .with(SipEp.GATEWAY_NAME, "FXS1", "OpenSIPS");
      try (var unit = Units.start(settings, events)) {
        UnitStatus status = await(unit, it -> state(it, "asterisk") == GatewayState.PORT_IN_USE);
        assertThat(GatewayState.PORT_IN_USE).hasToString("Cannot start, port already in use");
        assertThat(status.gateways().getLast().cause()).contains("Address already in use");
        await(unit, it -> line(it).operational());
      }
    }
  }

  @Test
  void F51_what_is_set_for_one_gateway_leaves_the_other_alone() throws Exception {
    try (var one = TestServer.udp();
        var other = TestServer.udp()) {
      Settings settings =
          two(Units.settings(one.address(), Transport.UDP), other.address())
              .with(SipEp.FRIENDLY_NAME, "FXS1", "Anna");
      try (var unit = Units.start(settings, events)) {
        assertThat(one.await(Method.REGISTER).request().uri()).hasToString("sip:" + one.address());
        assertThat(other.await(Method.REGISTER).request().uri())
            .hasToString("sip:" + other.address());
        await(unit, GatewaysTest::isRegisteredTwice);
      }
    }
  }

  private static boolean isRegisteredTwice(UnitStatus status) {
    return status.registrations().stream().filter(RegistrationStatus::isRegistered).count() == 2;
  }

  /// A second gateway `asterisk` with its own servers, at a port of its own.
  private static Settings two(Settings settings, HostPort server) {
    return settings
        .withRow(SipEp.GATEWAYS, "asterisk")
        .with(SipEp.PORT, "asterisk", 5070)
        .with(SipEp.SECURE_PORT, "asterisk", 5071)
        .with(SipServers.SPECIFIC_REGISTRAR, "asterisk", true)
        .with(SipServers.SPECIFIC_REGISTRAR_HOST, "asterisk", server)
        .with(SipServers.SPECIFIC_PROXY, "asterisk", true)
        .with(SipServers.SPECIFIC_PROXY_HOST, "asterisk", server);
  }

  @Test
  void F51_a_server_that_is_away_takes_only_its_own_gateway_down() throws Exception {
    try (var one = TestServer.tls();
        var other = TestServer.tls()) {
      Settings settings = two(Units.settings(one.address(), Transport.TLS), other.address());
      try (var unit = Units.start(settings, events)) {
        await(unit, GatewaysTest::isRegisteredTwice);
        other.goAway();
        UnitStatus status =
            await(unit, it -> state(it, "asterisk") == GatewayState.SERVER_UNREACHABLE);
        assertThat(state(status, "OpenSIPS")).isEqualTo(GatewayState.READY);
        assertThat(line(status).operational()).isTrue();
      }
    }
  }

  @Test
  void a_call_goes_by_the_gateway_that_its_route_names() throws Exception {
    try (var one = TestServer.udp();
        var other = TestServer.udp()) {
      Settings both = two(Units.settings(one.address(), Transport.UDP), other.address());
      Settings settings = route(route(both, "out", "^9", "asterisk"), "rest", "", "OpenSIPS");
      try (var unit = Units.start(settings, events)) {
        await(unit, GatewaysTest::isRegisteredTwice);
        for (var call : Map.of("200", one, "900", other).entrySet()) {
          unit.handset(0).offHook();
          unit.dial(0, call.getKey());
          TestServer.Came invite = call.getValue().await(Method.INVITE);
          assertThat(invite.request().uri())
              .hasToString("sip:" + call.getKey() + "@" + call.getValue().address());
          call.getValue().answer(invite, StatusCode.BUSY_HERE);
          await(unit, it -> line(it).call().isEmpty());
          unit.handset(0).onHook();
          await(unit, it -> line(it).state().equals("Idle"));
        }
      }
    }
  }

  private static Settings route(Settings before, String name, String rule, String gateway) {
    return before
        .with(CRout.SOURCES, name, "fxs-FXS1")
        .with(CRout.PROPERTY, name, CallProperty.CALLED_E164)
        .with(CRout.RULE, name, Rule.parse(rule))
        .with(CRout.DESTINATION, name, "sip-" + gateway);
  }

  @Test
  void F60_F61_F62_the_syslog_shows_the_ladder_of_each_gateway() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings = Units.settings(server.address(), Transport.TLS);
      try (var unit = Units.start(settings, events)) {
        await(unit, it -> state(it, "OpenSIPS") == GatewayState.READY);
      }
      String prefix = "CSipListeningSocket - ";
      assertThat(told(events, "OpenSIPS"))
          .startsWith(
              prefix + "Event CONFIG CHANGED on state IDLE.",
              "SIP transport disabled (UDP).",
              prefix + "Change state from IDLE to OPENING_UDP.",
              "SIP transport disabled (TCP).",
              prefix + "Change state from OPENING_UDP to OPENING_TCP.",
              "SIP transport enable (TLS).",
              prefix + "Change state from OPENING_TCP to OPENING_TLS.",
              prefix + "Event COMMAND START SUCCESS on state OPENING_TLS.",
              prefix + "Change state from OPENING_TLS to OPEN.",
              "Establishing TLS persistent connections.");
      assertThat(severity("SIP transport disabled (UDP).")).isEqualTo(Severity.INFO);
      assertThat(severity("SIP transport enable (TLS).")).isEqualTo(Severity.INFO);
      assertThat(severity("Establishing TLS persistent connections.")).isEqualTo(Severity.INFO);
      assertThat(severity(prefix + "Change state from OPENING_TLS to OPEN."))
          .isEqualTo(Severity.DEBUG);
      assertThat(told(events, "OpenSIPS"))
          .anyMatch(
              it ->
                  it.matches(
                      "Establishing persistent connection \\d+ with " + server.address() + "\\."));
    }
  }

  private Severity severity(String sentence) {
    return events.recent().stream()
        .filter(it -> it.sentence().equals(sentence))
        .map(Event::severity)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void F54_TLS_once_enabled_is_for_every_gateway() throws Exception {
    try (var one = TestServer.tls();
        var other = TestServer.tls()) {
      Settings settings = two(Units.settings(one.address(), Transport.TLS), other.address());
      try (var unit = Units.start(settings, events)) {
        await(unit, GatewaysTest::isRegisteredTwice);
        String open = "CSipListeningSocket - Change state from OPENING_TLS to OPEN.";
        assertThat(told(events, "OpenSIPS")).contains(open, "SIP transport enable (TLS).");
        assertThat(told(events, "asterisk")).contains(open, "SIP transport enable (TLS).");
      }
    }
  }

  @Test
  void F57_links_leave_from_the_persistent_base_port() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings =
          Units.settings(server.address(), Transport.TLS)
              .with(SipTransport.PERSISTENT_BASE_PORT, 17000);
      try (var unit = Units.start(settings, events)) {
        TestServer.Came register = server.await(Method.REGISTER);
        assertThat(register.flow().remote().getPort()).isEqualTo(17000);
        UnitStatus status = await(unit, it -> line(it).operational());
        assertThat(status.links().getFirst().localPort()).isEqualTo(17000);
      }
    }
    var configuration = Configuration.inMemory(UnitSettings.defaults(), UnitSettings.RULES);
    assertThat(configuration.script("page", List.of("SipEp.TransportPersistentBasePort=80")))
        .isInstanceOfSatisfying(
            Configuration.Changed.NotStored.class,
            it -> assertThat(it.refusals().getFirst().toString()).contains("1025 to 64535"));
  }

  @Test
  void F58_the_Ready_light_is_on_while_the_line_is_registered() throws Exception {
    try (var server = TestServer.tls()) {
      try (var unit = Units.start(Units.settings(server.address(), Transport.TLS), events)) {
        await(unit, it -> it.readyLed() == ReadyLed.ON);
        server.goAway();
        await(unit, it -> it.readyLed() == ReadyLed.OFF);
      }
    }
  }

  @Test
  void F64_the_REGISTER_follows_the_link_within_a_second() throws Exception {
    try (var server = TestServer.tls()) {
      try (var unit = Units.start(Units.settings(server.address(), Transport.TLS), events)) {
        await(unit, it -> line(it).operational());
        var up = time("is up.");
        var registered = time("Registration of 100 accepted.");
        assertThat(Duration.between(up, registered))
            .isBetween(Duration.ZERO, Duration.ofSeconds(1));
      }
    }
  }

  private Instant time(String end) {
    return events.recent().stream()
        .filter(it -> it.sentence().endsWith(end))
        .map(Event::time)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Clause("RFC 3261 17.1.2.2")
  void F91_plain_SIP_at_a_TLS_port_is_not_answered_and_the_line_is_Unreachable() throws Exception {
    try (var server = TestServer.tls()) {
      Settings settings =
          Units.settings(server.address(), Transport.TCP)
              .with(SipInterop.TRANSMISSION_TIMEOUT, Duration.ofSeconds(1));
      try (var unit = Units.start(settings, events)) {
        UnitStatus status = await(unit, it -> line(it).registration().equals("Unreachable"));
        assertThat(line(status).cause()).isEqualTo("the registrar cannot be reached");
        assertThat(status.readyLed()).isEqualTo(ReadyLed.OFF);
      }
      assertThat(server.left()).isEmpty();
    }
  }
}
