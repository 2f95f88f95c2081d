package ringfence.manage.access;

import java.time.Duration;
import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of authentication, authorization and accounting: who may sign in and do what.
/// Without a user the factory account is in force, see [Accounts].
public interface Aaa {
  /// At most this many users.
  int MOST_USERS = 10;

  String PAGE = "Management/Access Control";

  Table USER = Table.of("Aaa.User", "Name").atMost(MOST_USERS);

  Column<PasswordHash> PASSWORD =
      USER.column(
          Variable.of("Password", PasswordHash.KIND, (PasswordHash) new PasswordHash.None())
              .help("Eight characters or more; only its Argon2id hash is kept.")
              .page(PAGE));

  Column<Role> ACCESS_RIGHTS =
      USER.column(
          Variable.choice("AccessRights", Role.OBSERVER)
              .help(
                  "Admin does everything; User changes all but secrets and accounts;"
                      + " Observer only looks.")
              .page(PAGE));

  Variable<Boolean> LOCK_ENABLE =
      Variable.enable("Aaa.LoginLockEnable", true)
          .label("Lock Accounts")
          .help("Locks an account after too many wrong passwords.")
          .page(PAGE);

  Variable<Integer> LOCK_FAILURES =
      Variable.number("Aaa.LoginLockFailures", 5, 1, 5)
          .label("Failures Before the Lock")
          .help("So many wrong passwords lock an account.")
          .page(PAGE);

  Variable<Duration> LOCK_PERIOD =
      Variable.seconds("Aaa.LoginLockPeriod", 300, 5, 3600)
          .label("Lock Period")
          .help("How long a locked account stays so.")
          .page(PAGE);

  Variable<Integer> INACTIVITY_TIME_OUT =
      Variable.number("Aaa.SessionInactivityTimeOut", 15, 1, 90)
          .label("Inactivity Time Out")
          .unit("min")
          .help("Whoever does nothing on the pages for so long has to sign in again.")
          .page(PAGE);

  /// Somebody can always change everything.
  Rule AN_ADMIN_REMAINS =
      settings -> {
        boolean remains = Accounts.of(settings).all().stream().anyMatch(Accounts.Account::governs);
        String sentence = "one user at least has the rights Admin and a password";
        return remains
            ? Optional.empty()
            : Optional.of(
                new Rule.Conflict(USER.name() + "." + ACCESS_RIGHTS.variable().name(), sentence));
      };

  Declarations DECLARATIONS =
      Declarations.of(
          PASSWORD, ACCESS_RIGHTS, LOCK_ENABLE, LOCK_FAILURES, LOCK_PERIOD, INACTIVITY_TIME_OUT);
}
