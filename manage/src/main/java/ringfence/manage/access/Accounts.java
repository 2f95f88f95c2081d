package ringfence.manage.access;

import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Settings;

/// The accounts that settings give: their users, or the factory's while they have none.
///
/// @param factory whether it is the factory's account, whose password everybody knows
record Accounts(List<Account> all, boolean factory) {
  /// An account; its password is never printed.
  record Account(User user, PasswordHash password) {
    /// Whether it may change everything, accounts as well.
    boolean governs() {
      return user.role() == Role.ADMIN && !(password instanceof PasswordHash.None);
    }

    @Override
    public String toString() {
      return user.toString();
    }
  }

  /// The hash of [Access#FACTORY_PASSWORD]; since everybody knows it, its salt may be fixed.
  private static final PasswordHash FACTORY_PASSWORD =
      PasswordHash.parse(
              "$argon2id$v=19$m=19456,t=2,p=1$cmluZ2ZlbmNlZmFjdG9yeQ"
                  + "$5whEiHp1fGibsdkWAfSYIzBcLM9lH+xHLW5WSnU4kVY")
          .orElseThrow();

  /// What an unknown name is tried against, so that it takes as long as a known one.
  static final Account NOBODY = new Account(new User("", Role.OBSERVER), FACTORY_PASSWORD);

  static Accounts of(Settings settings) {
    List<Account> users =
        settings.rows(Aaa.USER).stream().map(name -> account(settings, name)).toList();
    if (!users.isEmpty()) return new Accounts(users, false);
    return new Accounts(
        List.of(new Account(new User(Access.FACTORY_NAME, Role.ADMIN), FACTORY_PASSWORD)), true);
  }

  private static Account account(Settings settings, String name) {
    var user = new User(name, settings.get(Aaa.ACCESS_RIGHTS, name));
    return new Account(user, settings.get(Aaa.PASSWORD, name));
  }

  /// Names are case sensitive, as the unit's are.
  Optional<Account> named(String name) {
    return all.stream().filter(account -> account.user().name().equals(name)).findFirst();
  }
}
