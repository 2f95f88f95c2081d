package ringfence.app.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.call.MediaSecurity;
import ringfence.adapter.call.MediaSecurity.Keys;
import ringfence.adapter.pages.UnitPages;
import ringfence.adapter.unit.Adapter;
import ringfence.adapter.unit.Examiner.Subject;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.UnitSettings;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.Office;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.diagnosis.Diagnosed;
import ringfence.manage.diagnosis.Finding;
import ringfence.manage.diagnosis.SettingField;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.WebServer;
import ringfence.proxy.ProxyServer;
import ringfence.trace.diagnose.UnitField;
import ringfence.transport.Lookout;

/// The buttons Diagnose beside registrations and calls of a unit, over real sockets.
class UnitExaminerTest {
  @TempDir private Path folder;
  private Office office;
  private ProxyServer proxy;

  @BeforeEach
  void begin() throws Exception {
    office = Office.in(folder);
    proxy = office.proxy();
  }

  @AfterEach
  void end() {
    proxy.close();
    office.close();
  }

  @Test
  void a_registration_with_a_wrong_password_leads_to_the_field_of_the_password() {
    Settings settings = Office.line(office.unitSettings(), "100", "guess");
    var options = office.options(30, settings, office.trust());
    var examiner = UnitExaminer.over(options.lookout());
    try (Unit unit = Unit.start(options)) {
      UnitStatus status =
          Office.await(unit, now -> now.lines().getFirst().registration().equals("AuthFailed"));
      Finding found = first(examiner.examine(registration(status)));
      assertThat(found.id()).isEqualTo("sip.challenge-loop");
      assertThat(found.evidence()).contains("credentials of user 100");
      assertThat(found.at().map(SettingField::link))
          .contains("/sip/authentication#SipEp.Authentication");
    }
  }

  @Test
  void a_registration_that_works_is_called_so() {
    var options =
        office.options(
            30, Office.line(office.unitSettings(), "100", Office.PASSWORD), office.trust());
    var examiner = UnitExaminer.over(options.lookout());
    try (Unit unit = Unit.start(options)) {
      UnitStatus status = Office.await(unit, now -> now.lines().getFirst().operational());
      assertThat(examiner.examine(registration(status)).remark()).isEqualTo("It is registered.");
    }
  }

  private static Subject.Registration registration(UnitStatus status) {
    return new Subject.Registration(status.registrations().getFirst(), Optional.empty());
  }

  @Test
  void a_call_that_was_refused_for_its_keys_is_told_from_what_was_said() {
    Settings settings = office.unitSettings().with(MediaSecurity.KEY_MANAGEMENT, Keys.SDES);
    var options = office.options(30, Office.line(settings, "100", Office.PASSWORD), office.trust());
    var examiner = UnitExaminer.over(options.lookout());
    try (Unit caller = Unit.start(options);
        Unit callee = office.unit("101", 12, office.unitSettings())) {
      Office.await(callee, now -> now.lines().getFirst().operational());
      Office.await(caller, now -> now.lines().getFirst().operational());
      caller.handset(0).offHook();
      caller.handset(0).press("101#");
      var line =
          Office.await(caller, now -> now.lines().getFirst().lastCall().isPresent())
              .lines()
              .getFirst();
      var call = new Subject.Call(line.lastCall().orElseThrow(), line.lastEnd());
      assertThat(first(examiner.examine(call)).id()).isEqualTo("media.key-management-mismatch");
    }
  }

  @Test
  void what_is_not_remembered_is_said_with_what_would_help() {
    Settings settings = Office.line(office.unitSettings(), "100", "guess");
    try (Unit unit = Unit.start(office.options(30, settings, office.trust()))) {
      UnitStatus status =
          Office.await(unit, now -> now.lines().getFirst().registration().equals("AuthFailed"));
      var late = UnitExaminer.over(new Lookout());
      assertThat(late.examine(registration(status)).remark())
          .contains("401", "Nothing that was said of it is remembered", "--capture");
    }
  }

  private static Finding first(Diagnosed diagnosed) {
    return diagnosed.findings().getFirst();
  }

  @Test
  void every_field_that_a_verdict_leads_to_is_on_its_page() throws Exception {
    var options = office.options(30, office.unitSettings(), office.trust());
    try (var adapter =
            new Adapter(
                options,
                Configuration.inMemory(options.settings(), UnitSettings.RULES),
                CertificateStore.open(folder.resolve("store")));
        var server =
            WebServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                UnitPages.routes(adapter, Optional.empty()));
        var client = HttpClient.newHttpClient()) {
      for (UnitField field : UnitField.values()) {
        String link = new SettingField(field.page(), field.setting()).link();
        int hash = link.indexOf('#');
        URI uri = URI.create(server.uri() + link.substring(1, hash));
        String page =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertThat(page).as(link).contains("id=\"" + link.substring(hash + 1) + "\"");
      }
    }
  }
}
