package ringfence.proxy.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import ringfence.manage.access.Role;
import ringfence.manage.service.ServiceState;
import ringfence.manage.service.ServiceStatus;
import ringfence.manage.service.Services;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.call.Call;
import ringfence.proxy.defence.Ban;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.tls.TlsStatus;

/// What a proxy shows of itself, declared once for pages, REST and the command line.
public final class ProxyTables {
  public static final String SERVICES = "Scm.Services";
  public static final String REGISTRATIONS = "Proxy.Registrations";
  public static final String CALLS = "Proxy.Calls";
  public static final String CERTIFICATES = "Proxy.Certificates";
  public static final String TRUNKS = "Proxy.Trunks";
  public static final String COUNTS = "Proxy.Counts";
  public static final String BANS = "Defence.Bans";

  /// What is said while nothing runs.
  public static final String STOPPED = "The proxy is stopped.";

  private static final String LADDER = "/status/ladder?of=";

  /// Where the tables look.
  public interface Source {
    /// How things are; nothing while nothing runs.
    Optional<ProxyStatus> status();

    /// The links; nothing while nothing runs.
    Optional<FlowStatus> flows();

    /// The certificates that are presented; nothing while nothing runs.
    Optional<TlsStatus> certificates();

    /// What the defence answers; nothing while nothing runs.
    <T> Optional<T> defence(Function<Defence, T> question);
  }

  private final Source proxy;

  public ProxyTables(Source proxy) {
    this.proxy = proxy;
  }

  public List<StatusTable> all() {
    var flows = new FlowTables(proxy);
    return List.of(
        registrations(),
        flows.flows(),
        flows.closed(),
        flows.legacy(),
        calls(),
        trunks(),
        certificates(),
        bans(),
        counts());
  }

  static StatusTable services(Services services) {
    return new StatusTable(
            SERVICES,
            "Services",
            List.of("Service", "State", "Restart", "Note"),
            () -> services.statuses().stream().map(ProxyTables::row).toList())
        .actions(ProxyCommands.START, ProxyCommands.STOP, ProxyCommands.RESTART);
  }

  private static List<Cell> row(ServiceStatus status) {
    boolean runs = status.state() == ServiceState.STARTED;
    return List.of(
        Cell.of(status.service().key()),
        new Cell(status.state().toString(), runs ? Tone.GOOD : Tone.BAD),
        status.needsRestart() ? new Cell("required", Tone.WAITING) : Cell.of(""),
        Cell.of(status.cause()));
  }

  private StatusTable registrations() {
    return new StatusTable(
            REGISTRATIONS,
            "Registrations",
            List.of("User", "Contact", "Reached by", "Status", "Seconds left", "Device", "Note"),
            () -> rows(ProxyTables::registrations))
        .none("Nobody is registered.")
        .details(LADDER, Role.ADMIN)
        .actions(ProxyDiagnoses.USER);
  }

  private static List<List<Cell>> registrations(ProxyStatus status) {
    return status.registrations().stream().map(ProxyTables::row).toList();
  }

  private static List<Cell> row(ProxyStatus.Registration each) {
    return List.of(
        Cell.of(each.user()),
        Cell.of(each.contact()),
        Cell.of(each.transport() + " " + each.remote()),
        each.reachable() ? new Cell("Reachable", Tone.GOOD) : new Cell("Link lost", Tone.BAD),
        Cell.of(each.secondsLeft()),
        Cell.of(each.userAgent()),
        each.note().isEmpty() ? Cell.of("") : new Cell(each.note(), Tone.WAITING));
  }

  private StatusTable calls() {
    return new StatusTable(
            CALLS,
            "Calls under Way",
            List.of("Call-ID", "From", "To", "By", "State", "Since", "Lasts"),
            this::callRows)
        .none("Nobody talks.")
        .details(LADDER, Role.ADMIN)
        .actions(ProxyDiagnoses.CALL);
  }

  private List<List<Cell>> callRows() {
    Instant now = Instant.now();
    List<Call> calls = proxy.defence(defence -> defence.calls().all(now)).orElse(List.of());
    return calls.stream().map(call -> row(call, now)).toList();
  }

  private static List<Cell> row(Call call, Instant now) {
    Tone tone = call.state() == Call.State.UP ? Tone.GOOD : Tone.WAITING;
    String state =
        switch (call.state()) {
          case CALLING -> "Calling";
          case RINGING -> "Ringing";
          case UP -> "Up";
        };
    return List.of(
        Cell.of(call.callId()),
        Cell.of(call.caller()),
        Cell.of(call.callee()),
        Cell.of(call.over()),
        new Cell(state, tone),
        Cell.of(Amounts.moment(call.since())),
        Cell.of(Amounts.span(call.age(now))));
  }

  private StatusTable trunks() {
    return new StatusTable(
            TRUNKS, "Trunks", List.of("Trunk", "State"), () -> rows(ProxyTables::trunks))
        .none("No trunk is set.")
        .actions(ProxyDiagnoses.TRUNK);
  }

  private static List<List<Cell>> trunks(ProxyStatus status) {
    return status.trunks().entrySet().stream()
        .map(trunk -> List.of(Cell.of(trunk.getKey()), answers(trunk.getValue())))
        .toList();
  }

  private static Cell answers(boolean up) {
    return up ? new Cell("Answers", Tone.GOOD) : new Cell("Does not answer", Tone.BAD);
  }

  private StatusTable certificates() {
    return new StatusTable(
            CERTIFICATES,
            "Certificates",
            List.of("File", "For", "Issued to", "Issued by", "Valid to", "Serial", "Status"),
            () -> proxy.certificates().map(ProxyTables::rows).orElse(List.of()))
        .none("There is no listener for TLS.")
        .actions(ProxyDiagnoses.CERTIFICATE);
  }

  private static List<List<Cell>> rows(TlsStatus tls) {
    return tls.certificates().stream().map(ProxyTables::row).toList();
  }

  private static List<Cell> row(TlsStatus.Certificate each) {
    return List.of(
        Cell.of(each.file()),
        Cell.of(each.role().toString()),
        Cell.of(each.facts().issuedTo()),
        Cell.of(each.facts().issuedBy()),
        Cell.of(Amounts.moment(each.facts().validTo())),
        Cell.of(each.served()),
        each.problem()
            .map(problem -> new Cell(problem, Tone.BAD))
            .orElseGet(() -> new Cell("presented", Tone.GOOD)));
  }

  private StatusTable counts() {
    return new StatusTable(
            COUNTS, "Counts", List.of("What", "How often"), () -> rows(ProxyTables::counts))
        .none("Nothing has passed yet.");
  }

  private static List<List<Cell>> counts(ProxyStatus status) {
    List<List<Cell>> rows = new ArrayList<>();
    status
        .counts()
        .forEach((what, count) -> rows.add(List.of(Cell.of(words(what)), Cell.of(count))));
    return rows;
  }

  /// `defence.TOO_MANY_CALLS` as `Kept out: too many calls`.
  private static String words(String name) {
    String what = name.substring(name.indexOf('.') + 1);
    String plain = what.toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (name.substring(0, name.indexOf('.'))) {
      case "defence" -> "Kept out: " + plain;
      case "wire" -> "Links: " + plain;
      case "digest" -> "Proved by " + what;
      case "responses" -> "Responses: " + what;
      case "sent-requests" -> "Requests sent: " + what;
      case "sent-responses" -> "Responses sent: " + what;
      default -> "Requests: " + what;
    };
  }

  private StatusTable bans() {
    return new StatusTable(
            BANS,
            "Banned Sources",
            List.of("Source", "Reason", "Since", "Seconds left"),
            this::banRows)
        .none("Nobody is banned.")
        .actions(ProxyCommands.LIFT);
  }

  private List<List<Cell>> banRows() {
    Instant now = Instant.now();
    List<Ban> bans = proxy.defence(defence -> defence.bans().all(now)).orElse(List.of());
    return bans.stream().map(ban -> row(ban, now)).toList();
  }

  private static List<Cell> row(Ban ban, Instant now) {
    return List.of(
        Cell.of(ban.source().toString()),
        Cell.of(ban.reason()),
        Cell.of(Amounts.moment(ban.since())),
        Cell.of(ban.secondsLeft(now)));
  }

  private List<List<Cell>> rows(Function<ProxyStatus, List<List<Cell>>> rows) {
    return proxy.status().map(rows).orElse(List.of());
  }
}
