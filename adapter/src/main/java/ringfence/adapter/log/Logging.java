package ringfence.adapter.log;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ringfence.adapter.log.Nlm.Action;
import ringfence.manage.admin.Command;
import ringfence.manage.event.Event;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.LocalLog;
import ringfence.manage.event.LogFile;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Severity;
import ringfence.manage.event.Syslog;
import ringfence.manage.event.SyslogForm;
import ringfence.manage.event.SyslogReceiver;
import ringfence.manage.service.Lifecycle;
import ringfence.manage.setting.Settings;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The unit's service NLM: brings what happens to the syslog, the local log and the log file, as
/// the settings say. It takes changed settings up at once.
///
/// ```java
/// var logging = new Logging(events, surroundings);
/// services.addAtOnce(Service.system("Nlm", "Notifications and Logging Manager (NLM)"), logging);
/// ```
public final class Logging implements Lifecycle.TakesUp, Consumer<Event>, AutoCloseable {
  static final Notification TEST =
      new Notification(
          Syslog.NLM,
          0x1103,
          Severity.INFO,
          "This is a test message.",
          "Someone asked for it, to see where it arrives.",
          "Nothing to do.");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final int KEPT = 500;

  private final EventLog events;
  private final Surroundings surroundings;
  private final LocalLog local = new LocalLog(KEPT);
  private final EventLog.Listening listening;
  private volatile Rules rules;

  /// What the log needs to know of its unit.
  ///
  /// @param product what the macros of a message stand for: mac, serial, mfpname, version, profile
  /// @param host what RFC 5424 calls the unit: its name or address
  /// @param folder where the log file is
  /// @param authorities the CA certificates installed as Other
  /// @param zone what the unit's local time is then
  public record Surroundings(
      Map<String, String> product,
      Supplier<String> host,
      Path folder,
      Supplier<List<X509Certificate>> authorities,
      Function<Instant, ZoneId> zone) {}

  /// What is in force, and what it needs.
  private record Rules(Settings settings, Optional<Syslog> syslog, LogFile file) {
    boolean lets(Notification kind) {
      return settings.get(Nlm.minSeverity(kind.origin())).lets(kind.severity());
    }

    boolean names(Action action) {
      return settings.rows(Nlm.EVENTS).stream().anyMatch(row -> isFor(action, row));
    }

    boolean wants(Action action, Notification kind) {
      return settings.rows(Nlm.EVENTS).stream()
          .anyMatch(row -> isFor(action, row) && settings.get(Nlm.CRITERIA, row).matches(kind));
    }

    private boolean isFor(Action action, String row) {
      return settings.get(Nlm.ACTIVATION, row) && settings.get(Nlm.ACTION, row) == action;
    }

    boolean traces(String service) {
      if (!settings.get(Nlm.TRACES)) return false;
      String filter = settings.get(Nlm.TRACES_FILTER);
      return filter.isBlank()
          || List.of(filter.split("[\\s,]+")).stream().anyMatch(service::equalsIgnoreCase);
    }
  }

  /// Listens at once; before [#start] with everything at its default.
  public Logging(EventLog events, Surroundings surroundings) {
    this.events = events;
    this.surroundings = surroundings;
    var defaults = Settings.of(Nlm.DECLARATIONS);
    this.rules = new Rules(defaults, Optional.empty(), file(defaults));
    this.listening = events.listen(this);
  }

  @Override
  public void start(Settings inForce) {
    Rules before = rules;
    rules = new Rules(inForce, syslog(inForce), file(inForce));
    before.syslog().ifPresent(Syslog::close);
  }

  private Optional<Syslog> syslog(Settings settings) {
    SyslogForm form =
        switch (settings.get(Nlm.FORM)) {
          case RFC3164 -> SyslogForm.unit(settings.get(Nlm.MESSAGE_FORMAT), surroundings.product());
          case RFC5424 -> SyslogForm.structured(surroundings.host().get());
        };
    return SyslogReceiver.of(settings.get(Nlm.REMOTE_HOST), transport(settings))
        .map(receiver -> new Syslog(receiver, form, events::report));
  }

  private SyslogReceiver.Transport transport(Settings settings) {
    return switch (settings.get(Nlm.TRANSPORT)) {
      case UDP -> new SyslogReceiver.Transport.Udp();
      case TCP -> new SyslogReceiver.Transport.Tcp();
      case TLS -> new SyslogReceiver.Transport.Tls(surroundings.authorities().get());
    };
  }

  private LogFile file(Settings settings) {
    return new LogFile(
        new LogFile.Plan(
            surroundings.folder().resolve("Notifications"),
            settings.get(Nlm.FILE_SIZE) * 1024L,
            settings.get(Nlm.FILES),
            surroundings.zone()));
  }

  @Override
  public void accept(Event event) {
    Rules now = rules;
    event.notification().ifPresentOrElse(kind -> take(now, event, kind), () -> trace(now, event));
  }

  private void take(Rules now, Event event, Notification kind) {
    if (!now.lets(kind)) return;
    if (!now.names(Action.LOG_LOCALLY) || now.wants(Action.LOG_LOCALLY, kind)) local.accept(event);
    if (now.wants(Action.LOG_TO_FILE, kind)) now.file().accept(event);
    if (now.wants(Action.SEND_VIA_SYSLOG, kind)) {
      now.syslog().ifPresent(syslog -> syslog.accept(event));
    }
  }

  private static void trace(Rules now, Event event) {
    if (now.traces(event.service())) now.syslog().ifPresent(syslog -> syslog.accept(event));
  }

  /// What the Syslog page shows.
  public List<StatusTable> tables() {
    return List.of(
        new StatusTable(
                "Nlm.SyslogStatus",
                "Syslog Status",
                List.of("Receiver", "State", "Sent", "Lost", "Problem"),
                this::status)
            .none("No remote host is set."),
        new StatusTable(
                "Nlm.LocalLog",
                "Local Log",
                List.of(
                    "Local Time",
                    "Service Key",
                    "Notification",
                    "Severity",
                    "Service",
                    "Message",
                    "What To Do"),
                () -> local.events().stream().map(this::row).toList())
            .none("Nothing was logged yet."));
  }

  private List<List<Cell>> status() {
    return rules.syslog().stream().map(Syslog::status).map(Logging::row).toList();
  }

  private static List<Cell> row(Syslog.Status status) {
    return List.of(
        Cell.of(status.receiver().toString()),
        status.connected() ? new Cell("Up", Tone.GOOD) : new Cell("Down", Tone.BAD),
        Cell.of(status.sent()),
        Cell.of(status.lost()),
        Cell.of(status.problem()));
  }

  private List<Cell> row(Event event) {
    Notification kind = event.notification().orElseThrow();
    return List.of(
        Cell.of(TIME.format(event.time().atZone(surroundings.zone().apply(event.time())))),
        Cell.of(kind.origin().number()),
        Cell.of(kind.id()),
        new Cell(kind.severity().text(), tone(kind.severity())),
        Cell.of(kind.origin().key()),
        Cell.of(event.message()),
        Cell.of(kind.cure()));
  }

  private static Tone tone(Severity severity) {
    return switch (severity) {
      case DEBUG, INFO -> Tone.PLAIN;
      case WARNING -> Tone.WAITING;
      case ERROR, CRITICAL -> Tone.BAD;
    };
  }

  /// What people can have done with the log.
  public List<Command> commands() {
    return List.of(
        Command.of("Nlm.ClearLocalLog", "Empties the local log.", this::clear),
        Command.of("Nlm.SendTestMessage", "Tells something, to see where it arrives.", this::test));
  }

  private Command.Result clear() {
    local.clear();
    return new Command.Result.Done("The local log is empty.");
  }

  private Command.Result test() {
    events.report(TEST.report());
    return new Command.Result.Done("A test message was sent to wherever the events lead.");
  }

  /// Sends what waits and ends.
  @Override
  public void close() {
    listening.close();
    rules.syslog().ifPresent(Syslog::close);
  }
}
