package ringfence.manage.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.access.Role;
import ringfence.manage.admin.Administration.Outcome;
import ringfence.manage.event.EventLog;
import ringfence.manage.service.Services;
import ringfence.manage.setting.Configuration;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Variable;
import ringfence.manage.status.StatusTable.RowAction;

class AdministrationTest {
  private static final Variable<Integer> PORT = Variable.number("SipEp.Port", 5060, 1, 65535);
  private static final Variable<Secret> PASSWORD = Variable.secret("SipEp.Password");
  private static final Variable<Integer> FAILURES = Variable.number("Aaa.Failures", 5, 1, 5);

  private final Configuration configuration =
      Configuration.inMemory(Settings.of(Declarations.of(PORT, PASSWORD, FAILURES)), List.of());
  private final EventLog events = new EventLog(10, InstantSource.fixed(Instant.EPOCH));
  private final Services services = new Services(configuration, events);
  private final List<String> done = new ArrayList<>();
  private final Administration administration =
      new Administration(
          configuration,
          services,
          List.of(),
          List.of(
              Command.of("Scm.Reboot", "Reboots.", () -> told("reboot")),
              Command.row(
                  new RowAction("EpAdm.Endpoint", "EpId", "Lock", "Lock"),
                  "Locks.",
                  row -> told("lock " + row)),
              Command.of("Conf.Fail", "Fails.", () -> new Command.Result.NotDone("it is late")),
              Command.of("Conf.Reset", "Resets.", () -> told("reset")).least(Role.ADMIN)));

  @AfterEach
  void close() {
    services.close();
    events.close();
  }

  private Command.Result told(String what) {
    done.add(what + " at port " + configuration.stored().get(PORT));
    return new Command.Result.Done(what);
  }

  @Test
  void a_script_stores_its_assignments_and_then_carries_out_its_commands_in_order() {
    var outcome =
        run(
            Role.USER,
            """
            # lock, then reboot
            EpAdm.Endpoint[EpId=FXS1].Lock=10
            scm.reboot   # now
            SipEp.Port=5062
            """);
    assertThat(outcome).isEqualTo(new Outcome.Done(List.of("lock FXS1", "reboot")));
    assertThat(done).containsExactly("lock FXS1 at port 5062", "reboot at port 5062");
  }

  @Test
  void a_wrong_line_refuses_all_and_no_command_is_carried_out() {
    assertThat(refused(Role.USER, "Scm.Reboot\nSipEp.Port=0"))
        .isEqualTo(
            "a script, line 2: SipEp.Port cannot be \"0\"; allowed: a number from 1 to 65535");
    assertThat(done).isEmpty();
  }

  @Test
  void who_may_not_is_told_which_role_it_takes_and_nothing_is_changed() {
    assertThat(refused(Role.OBSERVER, "SipEp.Port=5062"))
        .isEqualTo("a script, line 1: SipEp.Port takes the role User");
    assertThat(refused(Role.OBSERVER, "Scm.Reboot=10"))
        .isEqualTo("a script, line 1: Scm.Reboot takes the role User");
    assertThat(refused(Role.USER, "SipEp.Port=5062\nsipep.password=\"geheim\""))
        .isEqualTo("a script, line 2: sipep.password takes the role Admin");
    assertThat(refused(Role.USER, "AAA.Failures=1"))
        .isEqualTo("a script, line 1: AAA.Failures takes the role Admin");
    assertThat(refused(Role.USER, "Conf.Reset"))
        .isEqualTo("a script, line 1: Conf.Reset takes the role Admin");
    assertThat(configuration.stored().toText()).isEmpty();
    assertThat(done).isEmpty();
    assertThat(run(Role.ADMIN, "Aaa.Failures=1\nSipEp.Password=\"geheim\"\nConf.Reset"))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_command_that_fails_ends_the_script_and_says_why() {
    assertThat(refused(Role.USER, "Scm.Reboot\nConf.Fail\nScm.Reboot"))
        .isEqualTo("a script, line 2: it is late");
    assertThat(done).hasSize(1);
  }

  @Test
  void a_secret_is_read_by_nobody_and_accounts_by_admins_only() {
    run(Role.ADMIN, "SipEp.Password=\"geheim\"\nAaa.Failures=2");
    assertThat(administration.read("SipEp.Password", Role.ADMIN)).contains(List.of("(hidden)"));
    assertThat(administration.read("Aaa.Failures", Role.ADMIN)).contains(List.of("2"));
    assertThat(administration.read("aaa.failures", Role.USER)).isEmpty();
    assertThat(administration.read("SipEp.Nothing", Role.ADMIN)).isEmpty();
    assertThat(administration.export(false, Role.ADMIN))
        .isEqualTo("# SipEp.Password is set and not shown\nAaa.Failures=2\n");
    assertThat(administration.export(false, Role.USER))
        .isEqualTo("# SipEp.Password is set and not shown\n");
    assertThat(administration.export(true, Role.USER))
        .isEqualTo("SipEp.Port=5060\n# SipEp.Password is set and not shown\n");
  }

  private Outcome run(Role role, String script) {
    return administration.run("a script", script.lines().toList(), role);
  }

  private String refused(Role role, String script) {
    return ((Outcome.Refused) run(role, script)).refusals().getFirst().toString();
  }
}
