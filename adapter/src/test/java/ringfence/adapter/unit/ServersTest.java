package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.gateway.GatewayState;
import ringfence.adapter.gateway.KeepAliveMethod;
import ringfence.adapter.gateway.OutboundProxyType;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipServers;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Header;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;

/// To whom a unit sends what, as SIP > Servers says.
class ServersTest {
  private final EventLog events = new EventLog(1000, InstantSource.system());
  private TestServer one;
  private TestServer other;

  @BeforeEach
  void begin() throws Exception {
    one = TestServer.udp();
    other = TestServer.udp();
  }

  @AfterEach
  void end() {
    one.close();
    other.close();
    events.close();
  }

  private Settings settings() {
    return Units.settings(one.address(), Transport.UDP);
  }

  /// The INVITE of a call to 200.
  private static SipRequest call(Unit unit, TestServer server) throws Exception {
    await(unit, it -> line(it).operational());
    unit.handset(0).offHook();
    unit.dial(0, "200");
    return server.await(Method.INVITE).request();
  }

  @Test
  void F48_the_default_servers_are_those_of_a_gateway_without_its_own() throws Exception {
    Settings settings = settings().with(SipServers.PROXY_HOST, other.address());
    try (var unit = Units.start(settings, events)) {
      assertThat(one.await(Method.REGISTER).request().uri()).hasToString("sip:" + one.address());
      SipRequest invite = call(unit, other);
      assertThat(invite.uri()).hasToString("sip:200@" + other.address());
      assertThat(invite.from().uri()).hasToString("sip:100@" + other.address());
    }
  }

  @Test
  void F49_a_gateway_with_its_own_registrar_registers_there() throws Exception {
    Settings settings =
        settings()
            .with(SipServers.SPECIFIC_REGISTRAR_HOST, "OpenSIPS", other.address())
            .with(SipServers.SPECIFIC_REGISTRAR, "OpenSIPS", true);
    try (var unit = Units.start(settings, events)) {
      assertThat(other.await(Method.REGISTER).request().uri())
          .hasToString("sip:" + other.address());
      await(unit, it -> line(it).operational());
    }
    assertThat(one.left()).isEmpty();
  }

  @Test
  void F49_one_that_is_set_to_No_changes_nothing() throws Exception {
    Settings settings =
        settings().with(SipServers.SPECIFIC_REGISTRAR_HOST, "OpenSIPS", other.address());
    try (var unit = Units.start(settings, events)) {
      one.await(Method.REGISTER);
      await(unit, it -> line(it).operational());
    }
    assertThat(other.left()).isEmpty();
  }

  @Test
  void F50_a_gateway_with_its_own_proxy_calls_there_without_a_Route() throws Exception {
    Settings settings =
        settings()
            .with(SipServers.SPECIFIC_PROXY, "OpenSIPS", true)
            .with(SipServers.SPECIFIC_PROXY_HOST, "OpenSIPS", other.address())
            .with(SipServers.OUTBOUND_HOST, one.address());
    try (var unit = Units.start(settings, events)) {
      SipRequest invite = call(unit, other);
      assertThat(invite.headers().has(Header.ROUTE)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOOSE_ROUTER, sip:200@PROXY, <sip:OUTBOUND;lr>",
    "STRICT_ROUTER, sip:OUTBOUND, <sip:200@PROXY>",
    "NO_ROUTE_HEADER, sip:200@PROXY, ''"
  })
  @Clause({"RFC 3261 8.1.2", "RFC 3261 12.2.1.1"})
  void everything_goes_by_way_of_the_outbound_proxy(
      OutboundProxyType type, String uri, String route) throws Exception {
    var proxy = HostPort.of("proxy.example");
    Settings settings =
        settings()
            .with(SipServers.PROXY_HOST, proxy)
            .with(SipServers.OUTBOUND_HOST, other.address())
            .with(SipServers.OUTBOUND_TYPE, type);
    try (var unit = Units.start(settings, events)) {
      SipRequest register = other.await(Method.REGISTER).request();
      assertThat(register.to().uri()).hasToString("sip:100@" + one.address());
      SipRequest invite = call(unit, other);
      assertThat(invite.uri()).hasToString(placed(uri));
      String routes = invite.headers().all(Header.ROUTE).toString();
      assertThat(routes).isEqualTo("[" + placed(route) + "]");
    }
    assertThat(one.left()).isEmpty();
  }

  private String placed(String text) {
    return text.replace("PROXY", "proxy.example").replace("OUTBOUND", other.address().toString());
  }

  @Test
  void the_domain_of_a_gateway_stands_for_the_server_in_addresses() throws Exception {
    Settings settings = settings().with(SipEp.DOMAIN, "OpenSIPS", "example.com");
    try (var unit = Units.start(settings, events)) {
      SipRequest register = one.await(Method.REGISTER).request();
      String maddr = ";maddr=" + one.address().host();
      assertThat(register.uri()).hasToString("sip:example.com" + maddr);
      assertThat(register.to().uri()).hasToString("sip:100@example.com");
      SipRequest invite = call(unit, one);
      assertThat(invite.uri()).hasToString("sip:200@example.com" + maddr);
      assertThat(invite.from().uri()).hasToString("sip:100@example.com");
    }
  }

  @Test
  void without_a_proxy_the_configuration_is_invalid() throws Exception {
    Settings settings = settings().with(SipServers.PROXY_HOST, SipServers.NONE);
    try (var unit = Units.start(settings, events)) {
      UnitStatus status =
          await(unit, it -> it.gateways().getFirst().state() == GatewayState.INVALID_CONFIGURATION);
      assertThat(status.gateways().getFirst().cause()).isEqualTo("there is no proxy");
    }
    assertThat(one.left()).isEmpty();
  }

  @Test
  @Clause("RFC 3261 11")
  void a_proxy_that_answers_no_OPTIONS_is_unreachable_until_it_does() throws Exception {
    Settings settings =
        settings()
            .with(SipServers.KEEP_ALIVE_METHOD, KeepAliveMethod.SIP_OPTIONS)
            .with(SipServers.KEEP_ALIVE_INTERVAL, Duration.ofSeconds(1))
            .with(SipInterop.TRANSMISSION_TIMEOUT, Duration.ofSeconds(1));
    try (var unit = Units.start(settings, events)) {
      UnitStatus away =
          await(unit, it -> it.gateways().getFirst().state() == GatewayState.SERVER_UNREACHABLE);
      assertThat(away.gateways().getFirst().cause()).isEqualTo("no answer to OPTIONS");
      assertThat(line(away).operational()).isFalse();
      one.forget();
      one.answer(one.await(Method.OPTIONS), StatusCode.NOT_FOUND);
      await(unit, it -> line(it).operational());
    }
  }
}
