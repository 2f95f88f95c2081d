package ringfence.adapter.gateway;

import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the page SIP > Authentication: what answers a server's challenge. The rows are
/// tried from the top, and the first that fits is used (unit.md B7).
public interface SipAuthentication {
  /// What a row is for.
  enum Criteria {
    UNIT("Unit"),
    ENDPOINT("Endpoint"),
    GATEWAY("Gateway"),
    USERNAME("Username");

    private final String text;

    Criteria(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Table ROWS = Table.of("SipEp.Authentication", "Index").atMost(100);
  Column<Criteria> CRITERIA =
      ROWS.column(
          Variable.choice("Criteria", Criteria.UNIT)
              .help("Whom the row is for: everyone, or one line, gateway or user name.")
              .page("SIP/Authentication"));
  Column<String> ENDPOINT =
      ROWS.column(
          Variable.text("EndpointName", "")
              .label("Endpoint")
              .help("The line, where the criteria is Endpoint.")
              .page("SIP/Authentication"));
  Column<String> GATEWAY =
      ROWS.column(
          Variable.text("GatewayName", "")
              .label("Gateway")
              .help("The gateway, where the criteria is Gateway.")
              .page("SIP/Authentication"));
  Column<String> USERNAME_CRITERIA =
      ROWS.column(
          Variable.text("UsernameCriteria", "")
              .label("User Name Criteria")
              .help("The user part of our address, where the criteria is Username.")
              .page("SIP/Authentication"));
  Column<Boolean> VALIDATE_REALM =
      ROWS.column(
          Variable.enable("ValidateRealm", true)
              .help("Whether the row answers only its own realm.")
              .page("SIP/Authentication"));
  Column<String> REALM =
      ROWS.column(
          Variable.of("Realm", Kind.text(128), "")
              .help("The realm the row answers where it is validated; empty for any.")
              .page("SIP/Authentication"));
  Column<String> USER =
      ROWS.column(
          Variable.text("UserName", "")
              .help("The name that answers the challenge; empty for the user part of our address.")
              .page("SIP/Authentication"));
  Column<Secret> PASSWORD =
      ROWS.column(
          Variable.secret("Password")
              .help("The password that answers it; never shown.")
              .page("SIP/Authentication"));

  Variable<Boolean> IGNORE_PLUS =
      Variable.enable("SipEp.InteropIgnorePlusInUsername", false)
          .label("Ignore Plus in User Name")
          .help("Whether +100 and 100 are the same user name for a row's criteria.")
          .page("SIP/Authentication");

  Declarations DECLARATIONS =
      Declarations.of(
          CRITERIA,
          ENDPOINT,
          GATEWAY,
          USERNAME_CRITERIA,
          VALIDATE_REALM,
          REALM,
          USER,
          PASSWORD,
          IGNORE_PLUS);
}
