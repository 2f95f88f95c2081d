package ringfence.proxy.users;

import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

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

  Variable<Secret> CLUSTER_SECRET =
      Variable.secret("cluster_secret")
          .help(
              "A long random text that is the same on all nodes, so that each takes the nonces and"
                  + " flow tokens of the others. When empty, one is made at each start.")
          .page("Proxy/Cluster");

  Declarations DECLARATIONS =
      Declarations.of(PASSWORD, HA1, USER_DOMAIN, SUBSCRIBERS, CLUSTER_SECRET);
}
