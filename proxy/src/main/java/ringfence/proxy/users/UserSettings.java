package ringfence.proxy.users;

import java.nio.file.Path;
import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.proxy.store.Database;

/// The settings of users and of the secret behind nonces and tokens.
public interface UserSettings {
  String PAGE = "Proxy/Users";

  Table USER = Table.of("user", "name");

  Column<Secret> PASSWORD =
      USER.column(
          Variable.secret("password")
              .help("The password; only its hashes stay in memory.")
              .page(PAGE));

  Column<Secret> HA1 =
      USER.column(
          Variable.secret("ha1")
              .help(
                  "In place of a password: the hash of user:domain:password in hexadecimal, MD5 (32"
                      + " digits) or SHA-256 (64).")
              .page(PAGE));

  Column<String> USER_DOMAIN =
      USER.column(
          Variable.text("domain", "")
              .help("The one domain of this user; every domain of the proxy when empty.")
              .page(PAGE));

  Variable<String> SUBSCRIBERS =
      Variable.text("subscribers", "")
          .help("A file of more users, a line user:domain:ha1 each, as htdigest writes it.")
          .page(PAGE);

  Variable<String> USER_DATABASE =
      Variable.text("user_database", "")
          .help(
              "The PostgreSQL database of users, as in jdbc:postgresql://db.example.com/ringfence;"
                  + " when empty, the file users.db in the data folder.")
          .page(PAGE);

  Variable<String> USER_DATABASE_USER =
      Variable.text("user_database_user", "ringfence")
          .help("The name that the proxy has there.")
          .page(PAGE);

  Variable<Secret> USER_DATABASE_PASSWORD =
      Variable.secret("user_database_password").help("The password of that name.").page(PAGE);

  Variable<Secret> CLUSTER_SECRET =
      Variable.secret("cluster_secret")
          .help(
              "A long random text that is the same on all nodes, so that each takes the nonces and"
                  + " flow tokens of the others. When empty, one is made at each start.")
          .page("Proxy/Cluster");

  Declarations DECLARATIONS =
      Declarations.of(
          PASSWORD,
          HA1,
          USER_DOMAIN,
          SUBSCRIBERS,
          USER_DATABASE,
          USER_DATABASE_USER,
          USER_DATABASE_PASSWORD,
          CLUSTER_SECRET);

  /// Where users are kept that no settings file names.
  ///
  /// @param data the data folder, where there is one
  static Optional<Database> database(Settings settings, Optional<Path> data) {
    String url = settings.get(USER_DATABASE);
    if (url.isEmpty()) return data.map(folder -> new Database.File(folder.resolve("users.db")));
    return Optional.of(
        new Database.Server(
            url, settings.get(USER_DATABASE_USER), settings.get(USER_DATABASE_PASSWORD)));
  }
}
