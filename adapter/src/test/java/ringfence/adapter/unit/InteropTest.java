package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.gateway.GatewayType;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipMisc;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.sdp.Direction;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.testkit.Clause;

/// How the settings of SIP > Interop and SIP > Misc shape a unit's messages.
class InteropTest {
  private final EventLog events = new EventLog(1000, InstantSource.system());
  private TestServer server;

  @BeforeEach
  void begin() throws Exception {
    server = TestServer.udp();
  }

  @AfterEach
  void end() {
    server.close();
    events.close();
  }

  private Settings settings() {
    return Units.settings(server.address(), Transport.UDP);
  }

  private SipRequest invite(Settings settings) throws Exception {
    try (var unit = Units.start(settings, events)) {
      await(unit, it -> line(it).operational());
      unit.handset(0).offHook();
      unit.dial(0, "200");
      return server.await(Method.INVITE).request();
    }
  }

  @Test
  @Clause({"RFC 4028 7.1", "RFC 3261 20.5"})
  void F100_an_INVITE_asks_for_a_session_timer_and_lists_what_is_allowed() throws Exception {
    Headers headers = invite(settings()).headers();
    assertThat(text(headers, "Session-Expires")).containsExactly("3600");
    assertThat(text(headers, "Min-SE")).containsExactly("1800");
    assertThat(text(headers, "Supported")).containsExactly("timer", "replaces");
    assertThat(text(headers, "Allow"))
        .containsExactly("INVITE, ACK, BYE, CANCEL, REFER, NOTIFY, UPDATE");
  }

  private static List<String> text(Headers headers, String name) {
    return headers.fields().stream()
        .filter(it -> it.name().equals(name))
        .map(it -> it.value())
        .toList();
  }

  @Test
  void F100_the_session_timer_follows_its_settings_or_is_left_out() throws Exception {
    Settings longer =
        settings()
            .with(SipMisc.SESSION_MOST, Duration.ofSeconds(7200))
            .with(SipMisc.SESSION_LEAST, Duration.ofSeconds(200));
    Headers headers = invite(longer).headers();
    assertThat(text(headers, "Session-Expires")).containsExactly("7200");
    assertThat(text(headers, "Min-SE")).containsExactly("200");
    Headers without = invite(settings().with(SipMisc.SESSION_TIMER, false)).headers();
    assertThat(text(without, "Session-Expires")).isEmpty();
    assertThat(text(without, "Supported")).containsExactly("replaces");
  }

  @Test
  void F100_a_longest_session_below_the_shortest_is_refused() {
    var configuration = Configuration.inMemory(UnitSettings.defaults(), UnitSettings.RULES);
    assertThat(
            configuration.script(
                "page", List.of("SipEp.DefaultSessionTimerMaximumExpirationDelay=900")))
        .isInstanceOfSatisfying(
            Configuration.Changed.NotStored.class,
            it ->
                assertThat(it.refusals().getFirst().toString())
                    .endsWith(
                        "the maximum expiration delay of a session is at least the minimum one"));
  }

  @ParameterizedTest
  @CsvSource({"false, 405", "true, 200"})
  @Clause({"RFC 3261 11.2", "RFC 3261 8.2.1"})
  void an_OPTIONS_is_answered_as_is_set(boolean answers, int status) throws Exception {
    Settings settings = settings().with(SipInterop.ANSWERS_OPTIONS, answers);
    SipResponse response = ask(settings, request(Method.OPTIONS, Headers.NONE));
    assertThat(response.status().value()).isEqualTo(status);
    assertThat(response.headers().first(Header.SERVER))
        .contains("Mitel TA7102i/v2.0.26.451 4102-AS-D2000-1");
  }

  @ParameterizedTest
  @CsvSource({"true, 180", "false, 420"})
  @Clause("RFC 3261 8.2.2.3")
  void what_an_INVITE_requires_is_ignored_or_refused(boolean ignores, int status) throws Exception {
    Settings settings = settings().with(SipInterop.IGNORE_REQUIRE, ignores);
    var required = Headers.NONE.append("Require", "teleport");
    try (var unit = Units.start(settings, events)) {
      TestServer.Came register = server.await(Method.REGISTER);
      await(unit, it -> line(it).operational());
      if (ignores) {
        server.send(request(Method.INVITE, required), register.flow());
        await(unit, it -> line(it).state().equals("Ringing"));
      } else {
        SipResponse response = server.ask(request(Method.INVITE, required), register.flow());
        assertThat(response.status().value()).isEqualTo(status);
        assertThat(response.headers().all(Header.UNSUPPORTED)).containsExactly("teleport");
      }
    }
  }

  private SipResponse ask(Settings settings, SipRequest request) throws Exception {
    try (var unit = Units.start(settings, events)) {
      TestServer.Came register = server.await(Method.REGISTER);
      await(unit, it -> line(it).operational());
      return server.ask(request, register.flow());
    }
  }

  private SipRequest request(Method method, Headers extra) {
    Headers headers =
        Headers.NONE
            .append("Max-Forwards", "70")
            .append("From", "<sip:200@" + server.address() + ">;tag=1")
            .append("To", "<sip:100@" + server.address() + ">")
            .append("Call-ID", "asking")
            .append("CSeq", "1 " + method)
            .append("Contact", "<sip:200@" + server.address() + ">");
    for (var field : extra.fields()) headers = headers.append(field.name(), field.value());
    return new SipRequest(method, SipUri.of("100", server.address()), headers);
  }

  @Test
  @Clause("RFC 3264 8.4")
  void a_hold_is_written_as_is_set() throws Exception {
    try (var peer = new Stranger(Loopback.address())) {
      Settings settings =
          UnitSettings.server(UnitSettings.defaults(), peer.address(), Transport.UDP)
              .with(SipEp.TYPE, SipEp.GATEWAY, GatewayType.ENDPOINT)
              .with(SipEp.USER_NAME, "FXS1", "100")
              .with(MediaSecurity.RTP_MODE, MediaSecurity.RtpMode.UNSECURE)
              .with(SipInterop.HOLD_DIRECTION, Direction.SENDONLY)
              .with(SipInterop.HOLD_BY_ADDRESS, false);
      try (var unit = Units.start(settings, events)) {
        await(unit, it -> line(it).operational());
        unit.handset(0).offHook();
        unit.dial(0, "200");
        peer.accept(peer.await(Method.INVITE), peer.description(1));
        peer.await(Method.ACK);
        unit.handset(0).flash();
        String hold = new String(peer.await(Method.INVITE).body(), StandardCharsets.UTF_8);
        assertThat(hold).contains("a=sendonly").doesNotContain("0.0.0.0");
      }
    }
  }
}
