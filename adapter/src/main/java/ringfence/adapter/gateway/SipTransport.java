package ringfence.adapter.gateway;

import java.time.Duration;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;

/// The settings of the page SIP > Transport: what signalling runs over. There is one row, for every
/// gateway, as on the unit, which mixes no secure and plain links.
public interface SipTransport {
  /// The row that counts for every gateway.
  String ALL = SipEp.GATEWAY;

  Table TRANSPORT = Table.of("SipEp.TransportConfig", "GatewayName").fixedTo(ALL);
  Column<Boolean> IN_REGISTRATION =
      TRANSPORT.column(
          Variable.enable("RegistrationEnable", false)
              .label("Add SIP Transport in Registration")
              .help("Adds the transport to the Contact of a REGISTER.")
              .page("SIP/Transport"));
  Column<Boolean> IN_CONTACT =
      TRANSPORT.column(
          Variable.enable("ContactEnable", false)
              .label("Add SIP Transport in Contact Header")
              .help("Adds the transport to the Contact of everything but a REGISTER.")
              .page("SIP/Transport"));
  Column<Boolean> UDP =
      TRANSPORT.column(
          Variable.enable("UdpEnable", false)
              .label("UDP")
              .help("Signalling over UDP, in the clear.")
              .page("SIP/Transport"));
  Column<Boolean> TCP =
      TRANSPORT.column(
          Variable.enable("TcpEnable", false)
              .label("TCP")
              .help("Signalling over TCP, in the clear.")
              .page("SIP/Transport"));
  Column<Boolean> TLS =
      TRANSPORT.column(
          Variable.enable("TlsEnable", true)
              .label("TLS")
              .help("Secure signalling; excludes UDP and TCP.")
              .page("SIP/Transport"));

  Variable<Integer> PERSISTENT_BASE_PORT =
      Variable.number("SipEp.TransportPersistentBasePort", 16000, 1025, 64535)
          .label("Persistent TLS Base Port")
          .help("Persistent links leave from the first free port counting up from here.")
          .page("SIP/Transport");
  Variable<Duration> FAILBACK_INTERVAL =
      Variable.seconds("SipEp.TransportFailbackInterval", 15, 5, 3600)
          .label("TLS Persistent Retry Interval")
          .help("How long after a link went down, or could not be opened, it is tried again.")
          .page("SIP/Transport");

  Declarations DECLARATIONS =
      Declarations.of(
          IN_REGISTRATION, IN_CONTACT, UDP, TCP, TLS, PERSISTENT_BASE_PORT, FAILBACK_INTERVAL);
}
