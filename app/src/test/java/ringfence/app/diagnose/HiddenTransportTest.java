package ringfence.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.gateway.SipTransport;
import ringfence.adapter.unit.Examiner.Subject;
import ringfence.adapter.unit.Unit;
import ringfence.app.Main;
import ringfence.app.Office;
import ringfence.app.option.ExitCode;
import ringfence.manage.access.Asker;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Command;
import ringfence.manage.diagnosis.Finding;
import ringfence.manage.diagnosis.SettingField;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.routing.RoutingSettings;

/// A device registers over TLS and leaves transport=tls out of its Contact, and the proxy fails on
/// each call to it as old servers did: it is told by the command, by the caller's button and by the
/// proxy's, over real sockets.
class HiddenTransportTest {
  private static final String ID = "sip.contact-without-transport";

  private final StringWriter out = new StringWriter();
  @TempDir private Path folder;
  private Office office;
  private ProxyAdmin proxy;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    var settings = office.proxySettings().with(RoutingSettings.STRICT_TRANSPORT, true);
    proxy = office.admin(settings);
    proxy.diagnoses().by(new ProxyLooking());
  }

  @AfterEach
  void end() {
    proxy.close();
    office.close();
  }

  @Test
  void the_command_names_the_cause_and_the_field_and_that_field_cures_it() {
    try (Unit _ = callee(false)) {
      assertThat(call()).isEqualTo(ExitCode.FAILED);
      assertThat(out.toString())
          .contains(ID)
          .contains("INVITE sip:101@", "SIP/2.0 500 Server Internal Error", "its Warning says: ")
          .contains("Cure: Let the device of 101 add the transport to the Contact")
          .contains("SIP/Transport, SipEp.TransportConfig[GatewayName=…].RegistrationEnable");
    }
    try (Unit _ = callee(true)) {
      assertThat(call()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void the_buttons_of_the_caller_and_of_the_proxy_lead_to_the_field() throws Exception {
    var options =
        office.options(
            30, Office.line(office.unitSettings(), "100", Office.PASSWORD), office.trust());
    var examiner = UnitExaminer.over(options.lookout());
    try (Unit caller = Unit.start(options);
        Unit _ = callee(false)) {
      Office.await(caller, now -> now.lines().getFirst().operational());
      caller.handset(0).offHook();
      caller.handset(0).press("101#");
      var line =
          Office.await(caller, now -> now.lines().getFirst().lastCall().isPresent())
              .lines()
              .getFirst();
      var call = new Subject.Call(line.lastCall().orElseThrow(), line.lastEnd());
      Finding found = examiner.examine(call).findings().getFirst();
      assertThat(found.id()).isEqualTo(ID);
      assertThat(found.at().map(SettingField::link).orElseThrow())
          .startsWith("/sip/transport#SipEp.TransportConfig");

      List<Cell> row = diagnosed(rows("Proxy.Failures").getFirst().getFirst().text());
      assertThat(row.get(1).text()).contains("(" + ID + ")");
      assertThat(row.getLast().link()).endsWith("#strict_transport");
    }
  }

  private Unit callee(boolean saysTransport) {
    Settings settings =
        office
            .unitSettings()
            .with(MediaSecurity.KEY_MANAGEMENT, Keys.SDES)
            .with(SipTransport.IN_REGISTRATION, SipTransport.ALL, saysTransport);
    Unit callee = office.unit("101", 12, settings);
    Office.await(callee, now -> now.lines().getFirst().operational());
    var _ =
        callee
            .when(now -> now.lines().getFirst().state().equals("Ringing"))
            .thenRun(() -> callee.handset(0).offHook());
    return callee;
  }

  private int call() {
    out.getBuffer().setLength(0);
    String server = office.server().toString();
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .execute(
            "diagnose",
            "call",
            "sip:101@" + server,
            "--registrar",
            server,
            "--bind",
            office.network + ".30",
            "--ca",
            folder.resolve("ca.crt").toString(),
            "--password",
            Office.PASSWORD,
            "--keys",
            "sdes",
            "--seconds",
            "1");
  }

  /// The first row of what the proxy found of a call.
  private List<Cell> diagnosed(String callId) throws Exception {
    var done = new CountDownLatch(2);
    proxy.watch(done::countDown);
    var pressed =
        proxy
            .administration()
            .command("Proxy.Call.Diagnose")
            .orElseThrow()
            .action()
            .apply(callId, Asker.by("the test", Role.USER));
    assertThat(pressed).isInstanceOf(Command.Result.Done.class);
    done.await();
    return rows("Proxy.CallDiagnosis").getFirst();
  }

  private List<List<Cell>> rows(String table) {
    return proxy.administration().table(table).orElseThrow().now();
  }
}
