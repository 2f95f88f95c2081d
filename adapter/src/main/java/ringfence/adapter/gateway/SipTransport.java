package ringfence.adapter.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Rule;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.sip.message.Transport;

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

  Column<String> UDP_Q = TRANSPORT.column(qvalue("UdpQValue", "UDP QValue"));
  Column<String> TCP_Q = TRANSPORT.column(qvalue("TcpQValue", "TCP QValue"));
  Column<String> TLS_Q = TRANSPORT.column(qvalue("TlsQValue", "TLS QValue"));

  Variable<Integer> PERSISTENT_BASE_PORT =
      Variable.number("SipEp.TransportPersistentBasePort", 16000, 1025, 64535)
          .label("Persistent TLS Base Port")
          .help("Persistent links leave from the first free port counting up from here.")
          .page("SIP/Transport");
  Variable<Integer> PERSISTENT_PORT_INTERVAL =
      Variable.of("SipEp.TransportPersistentPortInterval", portInterval(), 0)
          .label("Persistent Port Interval")
          .help(
              "Each new link takes the next port of so many above the base port; 0 for the first.")
          .page("SIP/Transport");
  Variable<Duration> FAILBACK_INTERVAL =
      Variable.seconds("SipEp.TransportFailbackInterval", 15, 5, 3600)
          .label("TLS Persistent Retry Interval")
          .help("How long after a link went down, or could not be opened, it is tried again.")
          .page("SIP/Transport");

  Declarations DECLARATIONS =
      Declarations.of(
          IN_REGISTRATION,
          IN_CONTACT,
          UDP,
          UDP_Q,
          TCP,
          TCP_Q,
          TLS,
          TLS_Q,
          PERSISTENT_BASE_PORT,
          PERSISTENT_PORT_INTERVAL,
          FAILBACK_INTERVAL);

  /// The unit mixes no secure and plain links.
  Rule TLS_EXCLUDES_UDP_AND_TCP =
      settings ->
          settings.get(TLS, ALL) && (settings.get(UDP, ALL) || settings.get(TCP, ALL))
              ? conflict(
                  UDP,
                  "TLS excludes UDP and TCP: to enable TLS, disable both, for every gateway at once")
              : Optional.empty();

  Rule SOME_TRANSPORT =
      settings ->
          enabled(settings).isEmpty()
              ? conflict(
                  TLS, "without any transport there is no signalling: enable TLS, UDP or TCP")
              : Optional.empty();

  private static Optional<Rule.Conflict> conflict(Column<?> column, String sentence) {
    String place = TRANSPORT.place(ALL) + "." + column.variable().name();
    return Optional.of(new Rule.Conflict(place, sentence));
  }

  /// The transports of every gateway, the one that requests take first.
  static List<Transport> enabled(Settings settings) {
    List<Transport> enabled = new ArrayList<>();
    if (settings.get(TLS, ALL)) enabled.add(Transport.TLS);
    if (settings.get(TCP, ALL)) enabled.add(Transport.TCP);
    if (settings.get(UDP, ALL)) enabled.add(Transport.UDP);
    return enabled;
  }

  /// Whether look-ups begin with NAPTR records: over TLS they go straight to SRV.
  static boolean asksNaptr(Settings settings) {
    return !settings.get(TLS, ALL) || settings.get(SipInterop.FORCE_NAPTR);
  }

  /// The numbers of a unit's links.
  static LinkNumbers linkNumbers(Settings settings, RandomGenerator chance) {
    return new LinkNumbers(
        settings.get(PERSISTENT_BASE_PORT), settings.get(PERSISTENT_PORT_INTERVAL), chance);
  }

  /// The `q` of a Contact of that transport; empty for none.
  static String qvalue(Settings settings, Transport transport) {
    if (transport.equals(Transport.TLS)) return settings.get(TLS_Q, ALL);
    return settings.get(transport.equals(Transport.TCP) ? TCP_Q : UDP_Q, ALL);
  }

  private static Kind<Integer> portInterval() {
    Kind<Integer> upTo = Kind.number(0, 1000);
    return new Kind<>(
        "0, or a number from 100 to 1000",
        upTo.form(),
        text -> upTo.parse().apply(text).filter(value -> value == 0 || value >= 100),
        upTo.print(),
        upTo.merge());
  }

  private static Variable<String> qvalue(String name, String label) {
    // RFC 3261 25.1: qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
    Kind<String> kind =
        Kind.of(
            "0.000 to 1.000, or empty",
            text ->
                text.matches("|0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
                    ? Optional.of(text)
                    : Optional.empty());
    return Variable.of(name, kind, "")
        .label(label)
        .help("The q of its Contact in a REGISTER that names the transports; empty for none.")
        .page("SIP/Transport");
  }
}
