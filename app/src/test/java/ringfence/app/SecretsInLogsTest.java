package ringfence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ringfence.adapter.unit.Unit;
import ringfence.adapter.unit.Upkeep;
import ringfence.app.lab.Lab;
import ringfence.app.lab.LabPlans;
import ringfence.app.lab.LabRun;
import ringfence.manage.access.Role;
import ringfence.manage.cli.Shell.Answer;
import ringfence.manage.event.Event;
import ringfence.manage.event.LineFormat;
import ringfence.manage.event.SyslogForm;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declaration;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;

/// Whatever happens to a unit, nothing that it is told in confidence is told on.
class SecretsInLogsTest {
  @TempDir private Path folder;

  @Test
  void a_secure_call_leaves_no_secret_in_any_log_or_export() throws Exception {
    var plan = LabPlans.secure(folder);
    List<String> told = new ArrayList<>();
    Set<String> secrets = new HashSet<>();
    try (var lab = Lab.start(plan)) {
      for (Unit unit : lab.units()) secrets.addAll(secrets(unit.settings()));
      assertThat(new LabRun(lab, plan, told::add).run().faults()).isEmpty();
      lab.adapters().forEach(adapter -> told.addAll(shown(adapter.upkeep())));
      lab.events().recent().forEach(event -> told.addAll(written(event)));
    }
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(2);
    assertThat(told).hasSizeGreaterThan(100);
    for (String secret : secrets) {
      assertThat(told).noneMatch(line -> line.contains(secret));
    }
  }

  /// Every secret that is set.
  private static Set<String> secrets(Settings settings) {
    Set<String> secrets = new HashSet<>();
    for (Declaration<?> one : settings.declarations().all()) {
      if (one.kind().form() != Kind.Form.SECRET) continue;
      switch (one) {
        case Variable<?> variable -> add(secrets, settings.get(variable));
        case Column<?> column ->
            settings.rows(column.table()).forEach(row -> add(secrets, settings.get(column, row)));
      }
    }
    return secrets;
  }

  private static void add(Set<String> secrets, Object value) {
    if (!(value instanceof Secret secret) || secret.isEmpty()) return;
    String text = secret.use(octets -> new String(octets, StandardCharsets.UTF_8));
    secrets.add(text.replaceFirst("^0x", ""));
  }

  /// In both forms of the syslog.
  private static List<String> written(Event event) {
    return List.of(
        text(SyslogForm.unit(LineFormat.USUAL, Map.of()), event),
        text(SyslogForm.structured("unit"), event));
  }

  private static String text(SyslogForm form, Event event) {
    return new String(form.message(event), StandardCharsets.UTF_8);
  }

  /// Everything the command line has to show.
  private static List<String> shown(Upkeep upkeep) {
    List<String> shown = new ArrayList<>();
    List<String> lines = new ArrayList<>(List.of("export", "export all", "show", "sysinfo"));
    lines.addAll(upkeep.shell().completions(""));
    for (String line : lines) {
      if (line.matches("Scm\\..*|Nlm\\.Clear.*|Conf\\.Execute.*|SipEp\\.Reg.*Refresh")) continue;
      switch (upkeep.shell().answer(line, Role.ADMIN)) {
        case Answer.Said(var said) -> shown.addAll(said);
        case Answer.Failed(var why) -> shown.addAll(why);
        case Answer.Bye _ -> {}
      }
    }
    return shown;
  }
}
