package ringfence.adapter.gateway;

import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the page SIP > Authentication: what answers a server's challenge. The rows are
/// tried from the top, and the first that fits is used (unit.md B7).
public interface SipAuthentication {
  Table ROWS = Table.of("SipEp.Authentication", "Index").atMost(100);
  Column<String> ENDPOINT =
      ROWS.column(
          Variable.text("EndpointName", "")
              .help("The line the row is for; empty for every line.")
              .page("SIP/Authentication"));
  Column<String> REALM =
      ROWS.column(
          Variable.text("Realm", "")
              .help("The realm the row answers; empty for any.")
              .page("SIP/Authentication"));
  Column<String> USER =
      ROWS.column(
          Variable.text("UserName", "")
              .help("The name that answers a server's challenge.")
              .page("SIP/Authentication"));
  Column<Secret> PASSWORD =
      ROWS.column(
          Variable.secret("Password")
              .help("The password that answers it; never shown.")
              .page("SIP/Authentication"));

  Declarations DECLARATIONS = Declarations.of(ENDPOINT, REALM, USER, PASSWORD);
}
