package ringfence.adapter.gateway;

import java.time.Duration;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.ua.RegistrationPlan;

/// The settings of the page SIP > Registrations beside those of each line, which are in [SipEp].
public interface SipRegistrations {
  /// The most registrations of a unit: lines and gateways in pairs first, then those of the unit.
  int MOST = 64;

  /// What becomes of a gateway whose unit registration is not in force.
  enum UnregisteredUnit {
    NO_EFFECT("NoEffect"),
    DISABLE_GATEWAY("DisableGateway");

    private final String text;

    UnregisteredUnit(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Table UNIT_REGISTRATIONS = Table.of("SipEp.UnitRegistration", "Index").atMost(100);
  Column<String> UNIT_USER_NAME =
      UNIT_REGISTRATIONS.column(
          Variable.text("Username", "")
              .label("User Name")
              .help("A user who is registered without being one of the lines.")
              .page("SIP/Registrations"));
  Column<String> UNIT_GATEWAY =
      UNIT_REGISTRATIONS.column(
          Variable.text("GatewayName", SipEp.ALL_GATEWAYS)
              .label("Gateway")
              .help("The gateway where the user is registered, or all.")
              .page("SIP/Registrations"));

  Variable<Duration> REFRESH =
      Variable.seconds("SipEp.RegistrationRefreshTime", 60, 0, 600)
          .help("How long before its end a registration is refreshed.")
          .page("SIP/Registrations");
  Variable<Duration> ASSUMED_EXPIRATION =
      Variable.seconds("SipEp.RegistrationDefaultExpirationValue", 3600, 1, 86400)
          .label("Default Expiration Value")
          .help("How long a registration is taken to last where the registrar does not say.")
          .page("SIP/Registrations");
  Variable<Duration> PROPOSED_EXPIRATION =
      Variable.seconds("SipEp.RegistrationProposedExpirationValue", 0, 0, 86400)
          .label("Proposed Expiration Value")
          .help("The Expires of a REGISTER; 0 sends none.")
          .page("SIP/Registrations");
  Variable<Duration> RETRY =
      Variable.seconds("SipEp.RegistrationRetryTime", 120, 1, 86400)
          .help("How long after a refusal it is tried again.")
          .page("SIP/Registrations");
  Variable<Duration> DELAY =
      Variable.seconds("SipEp.RegistrationDelay", 0, 0, 600)
          .help("The most that chance delays each registration, so that not all come at once.")
          .page("SIP/Registrations");
  Variable<Boolean> UNREGISTERED_ENDPOINT =
      Variable.enable("SipEp.DefaultRegistrationUnregisteredBehavior", false)
          .label("Unregistered Endpoint Behavior")
          .help("Enable keeps a line usable that registers and is not registered.")
          .page("SIP/Registrations");
  Variable<UnregisteredUnit> UNREGISTERED_UNIT =
      Variable.choice(
              "SipEp.DefaultUnitRegistrationUnregisteredBehavior", UnregisteredUnit.NO_EFFECT)
          .label("Unregistered Unit Behavior")
          .help("DisableGateway keeps calls off a gateway whose unit registration failed.")
          .page("SIP/Registrations");

  Declarations DECLARATIONS =
      Declarations.of(
          UNIT_USER_NAME,
          UNIT_GATEWAY,
          REFRESH,
          ASSUMED_EXPIRATION,
          PROPOSED_EXPIRATION,
          RETRY,
          DELAY,
          UNREGISTERED_ENDPOINT,
          UNREGISTERED_UNIT);

  static RegistrationPlan.Pace pace(Settings settings) {
    return new RegistrationPlan.Pace(
        settings.get(PROPOSED_EXPIRATION),
        settings.get(ASSUMED_EXPIRATION),
        settings.get(REFRESH),
        settings.get(RETRY),
        settings.get(DELAY));
  }

  /// Whether a setting that names a gateway, or all, means this one.
  static boolean means(String named, String gateway) {
    return named.equalsIgnoreCase(SipEp.ALL_GATEWAYS) || named.equals(gateway);
  }
}
