package ringfence.adapter.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.GatewayPlan;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.adapter.line.Hearing;
import ringfence.adapter.unit.Examiner.Subject;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.manage.diagnosis.Diagnoses;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.TrustAnchors;

class UnitDiagnosesTest {
  private static final HostPort SERVER = HostPort.of("192.0.2.1", 5061);
  private static final CallStatus LAST =
      new CallStatus("a-call@unit", true, "sip:101@test", Optional.empty(), Optional.empty(), "");

  private final BlockingQueue<Subject> examined = new LinkedBlockingQueue<>();
  private final UnitDiagnoses diagnoses =
      new UnitDiagnoses(
          new Diagnoses(InstantSource.system(), () -> {}),
          UnitDiagnosesTest::status,
          UnitDiagnosesTest::link);

  private static UnitStatus status() {
    return new UnitStatus(
        ReadyLed.OFF,
        List.of(),
        List.of(line("FXS1", Optional.of(LAST)), line("FXS2", Optional.empty())),
        List.of(),
        List.of(registration("FXS1", "100"), registration("", "lobby")));
  }

  private static UnitStatus.Line line(String endpoint, Optional<CallStatus> last) {
    return new UnitStatus.Line(
        endpoint,
        "100",
        "Rejected",
        "403",
        "Idle",
        Hearing.SILENCE,
        "",
        "488 Not Acceptable Here",
        false,
        Optional.empty(),
        last);
  }

  private static RegistrationStatus registration(String endpoint, String user) {
    return new RegistrationStatus(endpoint, user, "default", SERVER, "Rejected", "403");
  }

  /// Only one gateway has a TLS link.
  private static Optional<Subject.Link> link(String gateway) {
    var credentials =
        GatewayPlan.Credentials.of(UnitSettings.defaults(), TrustAnchors.none(), Optional.empty());
    return Optional.of(new Subject.Link(SERVER, credentials, Locator.ofSystem()))
        .filter(_ -> gateway.equals("default"));
  }

  private Command.Result press(String wholeName, String row) {
    diagnoses.by(
        subject -> {
          examined.add(subject);
          return new Diagnosed(List.of(), "It was looked at.");
        });
    return diagnoses.commands().stream()
        .filter(command -> command.wholeName().equals(wholeName))
        .findFirst()
        .orElseThrow()
        .action()
        .apply(row, Asker.by("the test", Role.USER));
  }

  private Subject examined() throws InterruptedException {
    return examined.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void a_link_is_met_as_its_gateway_would() throws Exception {
    press("SipEp.Link.Diagnose", "default");
    assertThat(examined())
        .isInstanceOfSatisfying(
            Subject.Link.class, it -> assertThat(it.server()).isEqualTo(SERVER));
  }

  @Test
  void the_registration_of_an_endpoint_is_looked_into_with_the_link_it_goes_by() throws Exception {
    press("SipEp.EndpointRegistration.Diagnose", "FXS1");
    assertThat(examined())
        .isInstanceOfSatisfying(
            Subject.Registration.class,
            it -> {
              assertThat(it.status().user()).isEqualTo("100");
              assertThat(it.link()).isPresent();
            });
  }

  @Test
  void the_registration_of_a_user_who_is_no_endpoint_is_looked_into() throws Exception {
    press("SipEp.UnitRegistration.Diagnose", "lobby");
    assertThat(examined())
        .isInstanceOfSatisfying(
            Subject.Registration.class,
            it -> assertThat(it.status()).isEqualTo(registration("", "lobby")));
  }

  @Test
  void a_call_that_is_over_is_looked_into_with_the_reason_of_its_end() throws Exception {
    press("SipEp.Call.Diagnose", "FXS1");
    assertThat(examined()).isEqualTo(new Subject.Call(LAST, "488 Not Acceptable Here"));
  }

  @Test
  void nothing_but_what_the_unit_has_is_looked_into() {
    assertThat(press("SipEp.Link.Diagnose", "192.0.2.99"))
        .isInstanceOf(Command.Result.NotDone.class);
    assertThat(press("SipEp.EndpointRegistration.Diagnose", "lobby"))
        .isInstanceOf(Command.Result.NotDone.class);
    assertThat(press("SipEp.UnitRegistration.Diagnose", "100"))
        .isInstanceOf(Command.Result.NotDone.class);
    assertThat(press("SipEp.Call.Diagnose", "FXS2")).isInstanceOf(Command.Result.NotDone.class);
    assertThat(examined).isEmpty();
  }
}
