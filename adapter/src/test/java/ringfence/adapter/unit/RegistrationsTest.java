package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.adapter.unit.Units.await;
import static ringfence.adapter.unit.Units.line;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.adapter.gateway.GatewayState;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.adapter.gateway.SipAuthentication;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipInterop;
import ringfence.adapter.gateway.SipRegistrations;
import ringfence.adapter.gateway.SipRegistrations.UnregisteredUnit;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.line.Hearing;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Severity;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.ua.ContactMatching;
import ringfence.testkit.Clause;

/// The registrations of a unit at a registrar on real sockets.
class RegistrationsTest {
  private final EventLog events = new EventLog(2000, InstantSource.system());
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

  private static Settings inRegistration(Settings settings, boolean named) {
    return settings.with(SipTransport.IN_REGISTRATION, SipTransport.ALL, named);
  }

  private SipRequest register() throws Exception {
    return server.await(Method.REGISTER).request();
  }

  @ParameterizedTest
  @CsvSource({"false, ''", "true, ;transport=tls"})
  void F93_F94_F95_the_Contact_of_a_REGISTER_names_its_transport_where_that_is_set(
      boolean named, String parameter) throws Exception {
    try (var secure = TestServer.tls()) {
      Settings settings = inRegistration(Units.settings(secure.address(), Transport.TLS), named);
      try (var unit = Units.start(settings, events)) {
        TestServer.Came register = secure.await(Method.REGISTER);
        String from = register.flow().remote().getAddress().getHostAddress();
        assertThat(register.request().headers().all(Header.CONTACT))
            .extracting(Object::toString)
            .containsExactly(
                "<sip:100@" + from + ":" + register.flow().remote().getPort() + parameter + ">");
        await(unit, it -> line(it).operational());
      }
    }
  }

  @Test
  void F93_the_Contact_of_a_call_has_a_switch_of_its_own() throws Exception {
    Settings settings =
        inRegistration(settings(), true).with(SipTransport.IN_CONTACT, SipTransport.ALL, false);
    try (var unit = Units.start(settings, events)) {
      assertThat(register().headers().all(Header.CONTACT).toString()).contains(";transport=udp");
      await(unit, it -> line(it).operational());
      unit.handset(0).offHook();
      unit.dial(0, "200");
      SipRequest invite = server.await(Method.INVITE).request();
      assertThat(invite.headers().all(Header.CONTACT).toString()).doesNotContain("transport");
    }
  }

  @Test
  void F55_the_q_of_a_transport_stands_in_its_Contact() throws Exception {
    try (var secure = TestServer.tls()) {
      Settings settings =
          inRegistration(Units.settings(secure.address(), Transport.TLS), true)
              .with(SipTransport.TLS_Q, SipTransport.ALL, "0.5");
      try (var unit = Units.start(settings, events)) {
        String contact =
            secure.await(Method.REGISTER).request().headers().all(Header.CONTACT).toString();
        assertThat(contact).contains(";transport=tls>;q=0.5");
        await(unit, it -> line(it).operational());
      }
    }
  }

  @Test
  @Clause("RFC 3261 10.2")
  void F97_a_REGISTER_has_the_header_forms_of_the_captures() throws Exception {
    try (var unit = Units.start(inRegistration(settings(), false), events)) {
      SipRequest register = register();
      String server = "sip:100@" + this.server.address();
      assertThat(register.uri()).hasToString("sip:" + this.server.address());
      assertThat(register.headers().first(Header.VIA).orElseThrow().toString())
          .matches("SIP/2.0/UDP [0-9.]+:5060;branch=z9hG4bK[0-9a-f]{17}\\.[0-9a-f]{17}(;.*)?");
      assertThat(register.headers().first(Header.MAX_FORWARDS)).contains(70);
      assertThat(register.from().toString()).matches("<" + server + ">;tag=[0-9a-f]{10}");
      assertThat(register.to()).hasToString("<" + server + ">");
      assertThat(register.callId()).matches("[0-9a-f]{16}");
      assertThat(register.headers().has(Header.EXPIRES)).isFalse();
      assertThat(register.bodyLength()).isZero();
      await(unit, it -> line(it).operational());
    }
  }

  @Test
  void F98_a_challenge_without_qop_is_answered_as_RFC_2069_says() throws Exception {
    server.challenge("192.168.120.11");
    try (var unit = Units.start(settings(), events)) {
      register();
      SipRequest again = register();
      String answer = again.headers().fields(Header.AUTHORIZATION).getFirst().value();
      String uri = "sip:" + server.address();
      String expected = md5(md5("100:192.168.120.11:secret") + ":n1:" + md5("REGISTER:" + uri));
      assertThat(answer)
          .startsWith("Digest ")
          .contains("username=\"100\"", "nonce=\"n1\"", "uri=\"" + uri + "\"")
          .contains("response=\"" + expected + "\"")
          .doesNotContain("qop", "cnonce", "opaque");
      await(unit, it -> line(it).operational());
    }
  }

  private static String md5(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void F99_requests_say_product_version_and_profile_unless_told_not_to() throws Exception {
    try (var unit = Units.start(settings(), events)) {
      assertThat(register().headers().first(Header.USER_AGENT))
          .contains("Mitel TA7102i/v2.0.26.451 4102-AS-D2000-1");
      await(unit, it -> line(it).operational());
    }
    server.await(Method.REGISTER); // the one that removes the binding
    try (var unit = Units.start(settings().with(SipInterop.SEND_UA_HEADER, false), events)) {
      assertThat(register().headers().has(Header.USER_AGENT)).isFalse();
      await(unit, it -> line(it).operational());
    }
  }

  @Test
  void a_registration_asks_for_the_proposed_time_and_names_the_home_domain() throws Exception {
    Settings settings =
        settings()
            .with(SipRegistrations.PROPOSED_EXPIRATION, Duration.ofSeconds(600))
            .with(SipInterop.HOME_DOMAIN, "home.example")
            .with(SipInterop.MAX_FORWARDS, 10);
    try (var unit = Units.start(settings, events)) {
      SipRequest register = register();
      assertThat(register.headers().first(Header.EXPIRES)).contains(Duration.ofSeconds(600));
      assertThat(register.to()).hasToString("<sip:100@home.example>");
      assertThat(register.headers().first(Header.MAX_FORWARDS)).contains(10);
      await(unit, it -> line(it).operational());
    }
  }

  @Test
  @Clause("RFC 3261 10.2.4")
  void a_Contact_that_comes_back_otherwise_is_an_InvalidResponse_unless_it_may_be()
      throws Exception {
    server.answerRegistrations(ok -> ok.with(parameterless(ok.headers())));
    try (var unit = Units.start(settings(), events)) {
      await(unit, it -> line(it).registration().equals("InvalidResponse"));
    }
    Settings lenient =
        settings().with(SipInterop.CONTACT_MATCHING, ContactMatching.IGNORE_URI_PARAMS);
    try (var unit = Units.start(lenient, events)) {
      await(unit, it -> line(it).registration().equals("Registered"));
    }
  }

  private static Headers parameterless(Headers headers) {
    String contact = headers.fields(Header.CONTACT).getFirst().value();
    return headers.without(Header.CONTACT).append("Contact", contact.replace(";transport=udp", ""));
  }

  @Test
  void a_user_name_that_is_missing_is_a_ConfigError_and_nothing_is_sent() throws Exception {
    Settings settings = settings().with(SipEp.USER_NAME, "FXS1", "");
    try (var unit = Units.start(settings, events)) {
      UnitStatus status = await(unit, it -> it.gateways().getFirst().state() == GatewayState.READY);
      RegistrationStatus row = status.registrations().getFirst();
      assertThat(row.state()).isEqualTo("ConfigError");
      assertThat(row.cause()).isEqualTo("there is no user name, or no registrar");
    }
    assertThat(server.left()).isEmpty();
  }

  @Test
  void an_unregistered_line_gets_reorder_tone_and_is_forbidden_to_callers() throws Exception {
    server.answerRegistrations(ok -> refused(ok));
    try (var unit = Units.start(settings(), events)) {
      TestServer.Came register = server.await(Method.REGISTER);
      await(unit, it -> line(it).registration().equals("Rejected"));
      assertThat(server.ask(invite("100"), register.flow()).status())
          .isEqualTo(StatusCode.FORBIDDEN);
      assertThat(server.ask(invite("777"), register.flow()).status())
          .isEqualTo(StatusCode.NOT_FOUND);
      unit.handset(0).offHook();
      await(unit, it -> line(it).hearing() == Hearing.REORDER_TONE);
    }
  }

  @Test
  void an_unregistered_line_stays_usable_where_that_is_wanted() throws Exception {
    server.answerRegistrations(ok -> refused(ok));
    Settings settings = settings().with(SipRegistrations.UNREGISTERED_ENDPOINT, true);
    try (var unit = Units.start(settings, events)) {
      await(unit, it -> line(it).registration().equals("Rejected"));
      unit.handset(0).offHook();
      await(unit, it -> line(it).hearing() == Hearing.DIAL_TONE);
    }
  }

  private static SipResponse refused(SipResponse ok) {
    return new SipResponse(StatusCode.FORBIDDEN, "Forbidden", ok.headers().without(Header.CONTACT));
  }

  private SipRequest invite(String user) {
    Headers headers =
        Headers.NONE
            .append("Max-Forwards", "70")
            .append("From", "<sip:200@" + server.address() + ">;tag=" + user)
            .append("To", "<sip:" + user + "@" + server.address() + ">")
            .append("Call-ID", "call-to-" + user)
            .append("CSeq", "1 INVITE")
            .append("Contact", "<sip:200@" + server.address() + ">");
    return new SipRequest(Method.INVITE, SipUri.of(user, server.address()), headers);
  }

  @Test
  void a_gateway_is_disabled_while_the_unit_is_not_registered_there() throws Exception {
    server.answerRegistrations(ok -> isFor(ok, "unit") ? refused(ok) : ok);
    Settings settings =
        settings()
            .with(SipRegistrations.UNIT_USER_NAME, "1", "unit")
            .with(SipRegistrations.UNREGISTERED_UNIT, UnregisteredUnit.DISABLE_GATEWAY);
    try (var unit = Units.start(settings, events)) {
      await(unit, it -> line(it).operational());
      UnitStatus status =
          await(unit, it -> it.gateways().getFirst().state() == GatewayState.UNREGISTERED);
      assertThat(
              new SipTables(() -> status, () -> ZoneOffset.UTC)
                  .unit()
                  .now()
                  .getFirst()
                  .getFirst()
                  .text())
          .isEqualTo("unit");
      unit.handset(0).offHook();
      unit.dial(0, "200");
      await(unit, it -> line(it).lastEnd().equals("there is no connection to the server"));
    }
  }

  private static boolean isFor(SipResponse response, String user) {
    return response.headers().first(Header.TO).orElseThrow().uri().toString().contains(user + "@");
  }

  @Test
  void to_register_anew_the_binding_is_removed_first() throws Exception {
    try (var unit = Units.start(settings(), events)) {
      String first = register().callId();
      await(unit, it -> line(it).operational());
      unit.refreshRegistrations();
      SipRequest removal = register();
      assertThat(removal.callId()).isEqualTo(first);
      assertThat(removal.headers().first(Header.EXPIRES)).contains(Duration.ZERO);
      SipRequest anew = register();
      assertThat(anew.callId()).isNotEqualTo(first);
      assertThat(anew.headers().has(Header.EXPIRES)).isFalse();
      await(unit, it -> line(it).operational());
    }
  }

  @Test
  void a_line_registers_at_the_one_gateway_that_it_names() throws Exception {
    try (var other = TestServer.udp()) {
      Settings settings =
          settings()
              .withRow(SipEp.GATEWAYS, "asterisk")
              .with(SipEp.PORT, "asterisk", 5070)
              .with(SipEp.GATEWAY_NAME, "FXS1", "asterisk");
      try (var unit = Units.start(settings, events)) {
        assertThat(server.await(Method.REGISTER).flow().remote().getPort()).isEqualTo(5070);
        UnitStatus status = await(unit, it -> line(it).operational());
        assertThat(status.registrations())
            .extracting(RegistrationStatus::gateway)
            .containsExactly("asterisk");
      }
      assertThat(other.left()).isEmpty();
    }
  }

  @Test
  void past_sixty_four_registrations_the_rest_is_left_out_with_an_error() throws Exception {
    Settings settings = settings();
    for (int user = 0; user < 70; user++) {
      settings = settings.with(SipRegistrations.UNIT_USER_NAME, "" + (user + 1), "u" + user);
    }
    try (var unit = Units.start(settings, events)) {
      UnitStatus status =
          await(unit, it -> it.registrations().stream().allMatch(RegistrationStatus::isRegistered));
      assertThat(status.registrations()).hasSize(64);
      assertThat(status.registrations().getFirst().endpoint()).isEqualTo("FXS1");
      assertThat(events.recent())
          .anyMatch(
              it ->
                  it.severity() == Severity.ERROR
                      && it.sentence()
                          .equals(
                              "There are 71 registrations, and a unit has at most 64: from u63 at"
                                  + " OpenSIPS on, none is made."));
    }
  }

  @Test
  void the_first_authentication_row_that_fits_is_used_and_no_other() throws Exception {
    server.challenge("realm");
    Settings settings =
        settings()
            .withoutRow(SipAuthentication.ROWS, "1")
            .with(SipAuthentication.REALM, "a", "elsewhere")
            .with(SipAuthentication.CRITERIA, "b", SipAuthentication.Criteria.USERNAME)
            .with(SipAuthentication.USERNAME_CRITERIA, "b", "+100")
            .with(SipAuthentication.USER, "b", "anna")
            .with(SipAuthentication.PASSWORD, "b", Secret.of("x"))
            .with(SipAuthentication.USER, "c", "bert")
            .with(SipAuthentication.IGNORE_PLUS, true);
    for (String user : List.of("anna", "bert")) {
      try (var unit = Units.start(settings, events)) {
        SipRequest register = register();
        while (!register.headers().has(Header.AUTHORIZATION)) register = register();
        assertThat(register.headers().fields(Header.AUTHORIZATION).getFirst().value())
            .contains("username=\"" + user + "\"");
        await(unit, it -> line(it).operational());
      }
      server.forget();
      settings = settings.moved(SipAuthentication.ROWS, "c", -1);
    }
  }
}
