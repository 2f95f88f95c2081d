package ringfence.adapter.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.manage.time.NetworkTime;
import ringfence.manage.time.SntpPlan;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.DnsClient;
import ringfence.transport.resolve.DnsPlan;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.SystemNames;

/// The unit's service HOC: its name, its look-ups of names and its time. It takes changed settings
/// up at once.
///
/// ```java
/// var host = new HostService(InstantSource.system(), chance);
/// services.addAtOnce(Service.system("Hoc", "Host Configuration (HOC)"), host);
/// ```
public final class HostService implements Lifecycle.TakesUp, AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final NetworkTime time;
  private final SystemNames system;
  private final Locator locator;
  private volatile Settings settings = Settings.of(Hoc.DECLARATIONS);
  private volatile SntpPlan plan = SntpPlan.of(List.of());

  public HostService(InstantSource clock, RandomGenerator chance) {
    this.time = new NetworkTime(clock, this::address, chance);
    this.system = new SystemNames(clock);
    this.locator = Locator.steady(new DnsClient(this::dns, clock), clock);
  }

  private DnsPlan dns() {
    return Hoc.dns(settings, system);
  }

  @Override
  public void start(Settings inForce) {
    settings = inForce;
    SntpPlan wanted = Hoc.sntp(inForce);
    // what the servers said stays true when something else is changed
    if (wanted.equals(plan)) return;
    plan = wanted;
    time.follow(wanted);
  }

  /// The unit's clock.
  public InstantSource clock() {
    return time;
  }

  /// Whether certificates can be judged by the clock: always where the system keeps the time.
  public boolean isSynchronised() {
    return time.status().isSynchronised();
  }

  /// Calls `watcher` whenever the clock may have become right or wrong.
  public void watch(Runnable watcher) {
    time.watch(watcher);
  }

  /// What is added to UTC at the moment.
  public ZoneId zone() {
    return zone(time.instant());
  }

  /// What is added to UTC at that time.
  public ZoneId zone(Instant at) {
    return settings.get(Hoc.TIME_ZONE).offset(at);
  }

  /// Who finds the addresses of servers, by the unit's own table of hosts and its DNS servers.
  public Locator locator() {
    return locator;
  }

  /// The address of a name or a literal; waits for it.
  public InetAddress address(String name) throws UnknownHostException {
    return switch (locator.addresses(HostPort.of(name).address()).join()) {
      case Locator.Located.Found(List<Destination> destinations) ->
          destinations.getFirst().address().getAddress();
      case Locator.Located.NotFound(String reason) -> throw new UnknownHostException(reason);
    };
  }

  /// What the page Network > Host shows.
  public List<StatusTable> tables() {
    return List.of(
        new HostStatus(() -> settings, this::dns, DefaultGateway::now).table(), timeTable());
  }

  private StatusTable timeTable() {
    return new StatusTable(
        "Hoc.TimeStatus",
        "Time",
        List.of("Local Time", "Time Zone", "SNTP Current Source", "Offset", "State"),
        () -> List.of(row()));
  }

  private List<Cell> row() {
    Instant now = time.instant();
    NetworkTime.Status status = time.status();
    Optional<NetworkTime.Source> source = status.source();
    return List.of(
        Cell.of(TIME.format(now.atZone(zone(now)))),
        Cell.of(settings.get(Hoc.TIME_ZONE).abbreviation(now)),
        Cell.of(source.map(NetworkTime.Source::server).map(HostService::text).orElse("")),
        Cell.of(source.map(NetworkTime.Source::offset).map(HostService::text).orElse("")),
        state(status));
  }

  private static Cell state(NetworkTime.Status status) {
    if (!status.asked()) return Cell.of("The system keeps the time");
    if (!status.problem().isEmpty()) return new Cell(status.problem(), Tone.BAD);
    return status.isSynchronised()
        ? new Cell("Synchronized", Tone.GOOD)
        : new Cell("Waiting for time synchronization", Tone.WAITING);
  }

  private static String text(InetSocketAddress server) {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }

  private static String text(Duration offset) {
    return "%+.3f s".formatted(offset.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    time.close();
  }
}
