package ringfence.adapter.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.manage.setting.Column;
import ringfence.manage.setting.Declarations;
import ringfence.manage.setting.Kind;
import ringfence.manage.setting.Settings;
import ringfence.manage.setting.Table;
import ringfence.manage.setting.Variable;
import ringfence.manage.time.NtpServer;
import ringfence.manage.time.PosixTimeZone;
import ringfence.manage.time.SntpPlan;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.DnsPlan;
import ringfence.transport.resolve.SystemNames;

/// The settings of the host's name, its look-ups and its time, under the vendor's names. All are
/// taken up at once.
public interface Hoc {
  String PAGE = "Network/Host";

  /// Where a value comes from.
  enum Source {
    /// The system that the unit runs on.
    AUTOMATIC("Automatic"),
    /// The setting beside it.
    STATIC("Static");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Variable<Source> DOMAIN_NAME_SOURCE =
      source("Hoc.DomainNameConfigSource", "Automatic: as the system has it.");
  Variable<String> STATIC_DOMAIN_NAME =
      Variable.of("Hoc.StaticDomainName", Kind.of("a domain name, or nothing", Hoc::domain), "")
          .label("Domain Name")
          .help("Names without a dot are looked up in this domain.")
          .page(PAGE);

  Variable<Source> DEFAULT_GATEWAY_SOURCE =
      source(
          "Hoc.DefaultGatewayConfigSource",
          "Static: the table above says whether the system routes by the address below.");
  Variable<String> STATIC_DEFAULT_GATEWAY =
      Variable.of(
              "Hoc.StaticDefaultGateway",
              Kind.of("an address", text -> literal(text).map(InetAddress::getHostAddress)),
              "192.168.10.10")
          .label("Default Gateway")
          .help(
              "The one that should be in use. The unit does not change the routes of its system:"
                  + " where the two differ it says so.")
          .page(PAGE);

  Variable<Source> DNS_SOURCE =
      source(
          "Hoc.DnsConfigSource", "Automatic: those of the system, as it has them at the moment.");
  Table DNS_SERVERS = Table.of("Hoc.StaticDns", "Priority").fixedTo("1", "2", "3", "4");
  Column<String> DNS_ADDRESS =
      DNS_SERVERS.column(
          Variable.of(
                  "IpAddress", Kind.of("an address, perhaps with a port, or nothing", Hoc::dns), "")
              .label("DNS")
              .help("Asked in this order; one that is silent is asked last for a while.")
              .page(PAGE));

  Variable<Source> SNTP_SOURCE =
      source(
          "Hoc.SntpConfigSource",
          "Automatic: the system keeps the time, and its clock counts as right.");
  Table SNTP_SERVERS = Table.of("Hoc.StaticSntpServers", "Priority").fixedTo("1", "2", "3", "4");
  Column<String> SNTP_HOST =
      SNTP_SERVERS.column(
          Variable.of("HostName", Kind.of("a host with a port, or nothing", Hoc::server), "")
              .label("SNTP Host")
              .help("The first that answers is believed. Port 0 is 123.")
              .page(PAGE));
  Variable<Integer> SNTP_PERIOD =
      Variable.number("Hoc.SntpSynchronizationPeriod", 1440, 1, 1440)
          .label("Synchronization Period")
          .unit("min")
          .help("From one answer to the next question.")
          .page(PAGE);
  Variable<Integer> SNTP_PERIOD_ON_ERROR =
      Variable.number("Hoc.SntpSynchronizationPeriodOnError", 60, 1, 1440)
          .label("Synchronization Period On Error")
          .unit("min")
          .help("From a round without an answer to the next; a round asks each server three times.")
          .page(PAGE);

  Variable<PosixTimeZone> TIME_ZONE =
      Variable.of(
              "Hoc.StaticTimeZone",
              Kind.of("a POSIX time zone such as CET-1CEST,M3.5.0,M10.5.0/3", PosixTimeZone::parse),
              PosixTimeZone.EASTERN)
          .label("Static Time Zone")
          .help("The offset is what is added to local time to get UTC: EST5 is five hours behind.")
          .page(PAGE);

  Table STATIC_HOSTS = Table.of("Hoc.StaticHosts", "Name").atMost(10);
  Column<String> STATIC_ADDRESSES =
      STATIC_HOSTS.column(
          Variable.of(
                  "IpAddresses", Kind.of("addresses with commas between them", Hoc::addresses), "")
              .label("IP Addresses")
              .help("The name stands for these; no DNS server is asked.")
              .page(PAGE));

  Declarations DECLARATIONS =
      Declarations.of(
          DOMAIN_NAME_SOURCE,
          STATIC_DOMAIN_NAME,
          DEFAULT_GATEWAY_SOURCE,
          STATIC_DEFAULT_GATEWAY,
          DNS_SOURCE,
          DNS_ADDRESS,
          SNTP_SOURCE,
          SNTP_HOST,
          SNTP_PERIOD,
          SNTP_PERIOD_ON_ERROR,
          TIME_ZONE,
          STATIC_ADDRESSES);

  private static Variable<Source> source(String name, String help) {
    return Variable.choice(name, Source.AUTOMATIC)
        .label("Configuration Source")
        .help(help)
        .page(PAGE);
  }

  private static Optional<String> domain(String text) {
    return text.matches("|[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*") && text.length() <= 253
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<String> server(String text) {
    return text.isEmpty() ? Optional.of(text) : NtpServer.parse(text).map(_ -> text);
  }

  private static Optional<String> dns(String text) {
    return text.isEmpty() ? Optional.of(text) : dnsServer(text).map(_ -> text);
  }

  private static Optional<InetSocketAddress> dnsServer(String text) {
    Optional<InetAddress> alone = literal(text);
    if (alone.isPresent()) return alone.map(it -> new InetSocketAddress(it, DnsPlan.PORT));
    try {
      HostPort server = HostPort.parse(text);
      int port = server.portOr(DnsPlan.PORT);
      return literal(server.address()).map(it -> new InetSocketAddress(it, port));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> addresses(String text) {
    boolean all = text.isEmpty() || parts(text).allMatch(it -> literal(it).isPresent());
    return all ? Optional.of(text) : Optional.empty();
  }

  private static Stream<String> parts(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip);
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The addresses that the settings give a name; none where they do not know it.
  static List<InetAddress> staticAddresses(Settings settings, String name) {
    return settings.rows(STATIC_HOSTS).stream()
        .filter(name::equalsIgnoreCase)
        .map(row -> settings.get(STATIC_ADDRESSES, row))
        .flatMap(Hoc::parts)
        .flatMap(it -> literal(it).stream())
        .toList();
  }

  /// Whom to ask about names, and which need not be asked for.
  static DnsPlan dns(Settings settings, SystemNames system) {
    boolean own = settings.get(DNS_SOURCE) == Source.STATIC;
    return new DnsPlan(
        own ? dnsServers(settings) : system.servers(),
        settings.get(DOMAIN_NAME_SOURCE) == Source.STATIC
            ? settings.get(STATIC_DOMAIN_NAME)
            : system.domain(),
        name -> known(settings, system, name));
  }

  private static List<InetSocketAddress> dnsServers(Settings settings) {
    return DNS_SERVERS.rows().stream()
        .flatMap(row -> dnsServer(settings.get(DNS_ADDRESS, row)).stream())
        .toList();
  }

  private static List<InetAddress> known(Settings settings, SystemNames system, String name) {
    List<InetAddress> own = staticAddresses(settings, name);
    return own.isEmpty() ? system.addresses(name) : own;
  }

  /// Whom to ask for the time; nobody while the system keeps it.
  static SntpPlan sntp(Settings settings) {
    List<NtpServer> servers =
        settings.get(SNTP_SOURCE) == Source.AUTOMATIC
            ? List.of()
            : SNTP_SERVERS.rows().stream()
                .flatMap(row -> NtpServer.parse(settings.get(SNTP_HOST, row)).stream())
                .toList();
    return SntpPlan.of(servers)
        .every(Duration.ofMinutes(settings.get(SNTP_PERIOD)))
        .onError(Duration.ofMinutes(settings.get(SNTP_PERIOD_ON_ERROR)));
  }
}
