package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.Optional;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Secret;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.HostPort;
import ringfence.transport.tls.TrustLevel;

/// The settings of the unit's SIP endpoint service, under the vendor's names.
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
  Table TRANSPORT = Table.of("SipEp.TransportConfig", "GatewayName").fixedTo(GATEWAY);
  Column<Boolean> TRANSPORT_IN_REGISTRATION =
      TRANSPORT.column(
          Variable.enable("RegistrationEnable", false)
              .help("Adds the transport to the Contact of a REGISTER.")
              .page("SIP/Transport"));
  Column<Boolean> TRANSPORT_IN_CONTACT =
      TRANSPORT.column(
          Variable.enable("ContactEnable", false)
              .help("Adds the transport to the Contact of everything but a REGISTER.")
              .page("SIP/Transport"));
  Column<Boolean> UDP =
      TRANSPORT.column(
          Variable.enable("UdpEnable", false)
              .help("Signalling over UDP, in the clear.")
              .page("SIP/Transport"));
  Column<Boolean> TCP =
      TRANSPORT.column(
          Variable.enable("TcpEnable", false)
              .help("Signalling over TCP, in the clear.")
              .page("SIP/Transport"));
  Column<Boolean> TLS =
      TRANSPORT.column(
          Variable.enable("TlsEnable", true)
              .help("Secure signalling; excludes UDP and TCP.")
              .page("SIP/Transport"));

  Variable<Integer> PERSISTENT_BASE_PORT =
      Variable.number("SipEp.TransportPersistentBasePort", 16000, 1025, 64535)
          .help("Persistent links leave from the first free port counting up from here.")
          .page("SIP/Transport");
  Variable<Duration> FAILBACK_INTERVAL =
      Variable.seconds("SipEp.TransportFailbackInterval", 15, 5, 3600)
          .help("How long after a link went down, or could not be opened, it is tried again.")
          .page("SIP/Transport");
  Variable<Duration> CONNECT_TIMEOUT =
      Variable.seconds("SipEp.InteropTcpConnectTimeout", 127, 1, 127)
          .help("The most that opening a link may take, TLS included.")
          .page("SIP/Interop");
  Variable<Duration> KEEP_ALIVE_INTERVAL =
      Variable.seconds("SipEp.KeepAliveInterval", 30, 1, 3600)
          .help("How often an open link is pinged (RFC 5626 CRLF); without an answer it is down.")
          .page("SIP/Servers");
  Variable<TrustLevel> CERTIFICATE_VALIDATION =
      Variable.choice("SipEp.InteropTlsCertificateValidation", TrustLevel.HOST_NAME)
          .help("What is checked of the server's certificate.")
          .page("SIP/Interop");
  Variable<Duration> TRANSMISSION_TIMEOUT =
      Variable.seconds("SipEp.InteropTransmissionTimeout", 32, 1, 32)
          .help("How long a request waits for its answer: timers B, F and H.")
          .page("SIP/Interop");
  Variable<Integer> REJECT_CODE =
      Variable.of(
              "SipEp.InteropRejectCodeForUnsupportedSdpOffer",
              Kind.of("415, 488", SipEp::rejectCode),
              415)
          .help("What an offer is refused with that cannot be met.")
          .page("SIP/Interop");
  Variable<String> UA_HEADER_FORMAT =
      Variable.text("SipEp.InteropUaHeaderFormat", "%product%/v%version% %profile%")
          .help("The User-Agent and Server headers; %product%, %version%, %profile%, %mac%.")
          .page("SIP/Interop");

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

  Table AUTHENTICATION = Table.of("SipEp.Authentication", "Index");
  Column<String> AUTHENTICATION_ENDPOINT =
      AUTHENTICATION.column(
          Variable.text("EndpointName", "")
              .help("The line the row is for; empty for every line.")
              .page("SIP/Authentication"));
  Column<String> AUTHENTICATION_REALM =
      AUTHENTICATION.column(
          Variable.text("Realm", "")
              .help("The realm the row answers; empty for any.")
              .page("SIP/Authentication"));
  Column<String> AUTHENTICATION_USER =
      AUTHENTICATION.column(
          Variable.text("UserName", "")
              .help("The name that answers a server's challenge.")
              .page("SIP/Authentication"));
  Column<Secret> AUTHENTICATION_PASSWORD =
      AUTHENTICATION.column(
          Variable.secret("Password")
              .help("The password that answers it; never shown.")
              .page("SIP/Authentication"));

  Declarations DECLARATIONS =
      Declarations.of(
          PORT,
          REGISTRAR_HOST,
          PROXY_HOST,
          TRANSPORT_IN_REGISTRATION,
          TRANSPORT_IN_CONTACT,
          UDP,
          TCP,
          TLS,
          PERSISTENT_BASE_PORT,
          FAILBACK_INTERVAL,
          CONNECT_TIMEOUT,
          KEEP_ALIVE_INTERVAL,
          CERTIFICATE_VALIDATION,
          TRANSMISSION_TIMEOUT,
          REJECT_CODE,
          UA_HEADER_FORMAT,
          USER_NAME,
          FRIENDLY_NAME,
          REGISTER,
          REGISTRATION_REFRESH,
          REGISTRATION_RETRY,
          AUTHENTICATION_ENDPOINT,
          AUTHENTICATION_REALM,
          AUTHENTICATION_USER,
          AUTHENTICATION_PASSWORD);

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

  private static Optional<Integer> rejectCode(String text) {
    return switch (text) {
      case "415" -> Optional.of(415);
      case "488" -> Optional.of(488);
      default -> Optional.empty();
    };
  }
}
