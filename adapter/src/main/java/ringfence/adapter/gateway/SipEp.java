package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.HostPort;

/// The settings of the unit's SIP endpoint service, under the vendor's names: its gateways, servers
/// and registrations.
public interface SipEp {
  /// The one gateway there is.
  String GATEWAY = "default";

  Table GATEWAYS = Table.of("SipEp.Gateway", "Name").fixedTo(GATEWAY);
  Column<Integer> PORT =
      GATEWAYS.column(
          Variable.number("Port", 0, 0, 65535)
              .help("The port for UDP; 0 is the protocol's own, 5060.")
              .page("SIP/Gateways"));

  Variable<HostPort> REGISTRAR_HOST =
      Variable.of("SipEp.DefaultStaticRegistrarHost", host(), HostPort.of("192.168.10.10", 0))
          .help("Where the lines register. Port 0 is the protocol's own.")
          .page("SIP/Servers");
  Variable<HostPort> PROXY_HOST =
      Variable.of("SipEp.DefaultStaticProxyHost", host(), HostPort.of("192.168.10.10", 0))
          .help("Where calls go; its name stands in the From and To of every request.")
          .page("SIP/Servers");
  Variable<Duration> KEEP_ALIVE_INTERVAL =
      Variable.seconds("SipEp.KeepAliveInterval", 30, 1, 3600)
          .help("How often an open link is pinged (RFC 5626 CRLF); without an answer it is down.")
          .page("SIP/Servers");

  Table USER_AGENTS = Table.of("SipEp.UserAgent", "EpId").fixedTo("FXS1", "FXS2");
  Column<String> USER_NAME =
      USER_AGENTS.column(
          Variable.text("Username", "")
              .help("The user part of the line's address.")
              .page("SIP/Registrations"));
  Column<String> FRIENDLY_NAME =
      USER_AGENTS.column(
          Variable.text("FriendlyName", "")
              .help("The name shown to the one called.")
              .page("SIP/Registrations"));
  Column<Boolean> REGISTER =
      USER_AGENTS.column(
          Variable.enable("Register", false)
              .help("The line is unusable while it is not registered.")
              .page("SIP/Registrations"));
  Variable<Duration> REGISTRATION_REFRESH =
      Variable.seconds("SipEp.RegistrationRefreshTime", 60, 0, 600)
          .help("How long before its end a registration is refreshed.")
          .page("SIP/Registrations");
  Variable<Duration> REGISTRATION_RETRY =
      Variable.seconds("SipEp.RegistrationRetryTime", 120, 1, 86400)
          .help("How long after a refusal it is tried again.")
          .page("SIP/Registrations");

  Declarations DECLARATIONS =
      Declarations.of(
          PORT,
          REGISTRAR_HOST,
          PROXY_HOST,
          KEEP_ALIVE_INTERVAL,
          USER_NAME,
          FRIENDLY_NAME,
          REGISTER,
          REGISTRATION_REFRESH,
          REGISTRATION_RETRY);

  private static Kind<HostPort> host() {
    return Kind.of("a name or address with a port, such as 192.0.2.1:5062", SipEp::readHost);
  }

  private static Optional<HostPort> readHost(String text) {
    try {
      return Optional.of(HostPort.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
