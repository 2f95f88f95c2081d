package ringfence.proxy.admin;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.flow.LegacyUse;

/// The links of a proxy in tables: those that are up, those that have closed, and who still needs
/// the legacy fence.
public final class FlowTables {
  public static final String FLOWS = "Proxy.Flows";
  public static final String CLOSED = "Proxy.ClosedFlows";
  public static final String LEGACY = "Proxy.LegacyDevices";

  /// Where a page shows one of them.
  private static final String DETAILS = "/status/flow?id=";

  private final ProxyTables.Source proxy;

  FlowTables(ProxyTables.Source proxy) {
    this.proxy = proxy;
  }

  StatusTable flows() {
    return new StatusTable(
            FLOWS,
            "Flows",
            List.of(
                "Flow",
                "Peer",
                "Security",
                "Certificate",
                "Users",
                "Round trip",
                "Age",
                "Idle",
                "In / out"),
            () -> rows(FlowStatus::open, FlowTables::row))
        .none("No link is up.")
        .details(DETAILS)
        .actions(ProxyCommands.CLOSE, ProxyDiagnoses.FLOW);
  }

  private static List<Cell> row(FlowRecord each) {
    Instant now = Instant.now();
    return List.of(
        Cell.of(each.id()),
        Cell.of(Amounts.address(each.remote())),
        security(each),
        Cell.of(certificate(each)),
        Cell.of(users(each.users())),
        Cell.of(each.roundTrip().map(Amounts::brief).orElse("")),
        Cell.of(Amounts.span(Duration.between(each.openedAt(), now))),
        Cell.of(Amounts.span(Duration.between(each.lastIn(), now))),
        Cell.of(Amounts.octets(each.bytesIn()) + " / " + Amounts.octets(each.bytesOut())));
  }

  StatusTable closed() {
    return new StatusTable(
            CLOSED,
            "Recently Closed",
            List.of("Flow", "Peer", "Security", "Users", "Lasted", "Closed", "Cause", "Sentence"),
            () -> rows(FlowStatus::gone, FlowTables::closedRow))
        .none("No link has closed yet.")
        .details(DETAILS)
        .actions(ProxyDiagnoses.FLOW);
  }

  private static List<Cell> closedRow(FlowRecord each) {
    FlowRecord.End end = each.end().orElseThrow();
    return List.of(
        Cell.of(each.id()),
        Cell.of(Amounts.address(each.remote())),
        security(each),
        Cell.of(users(each.users())),
        Cell.of(Amounts.span(Duration.between(each.openedAt(), end.at()))),
        Cell.of(Amounts.moment(end.at())),
        Cell.of(cause(end)),
        Cell.of(end.text()));
  }

  StatusTable legacy() {
    return new StatusTable(
            LEGACY,
            "Devices That Need the Legacy Listener",
            List.of("Address", "Version", "Suite", "Users", "Links", "Last seen"),
            () -> rows(FlowStatus::legacy, FlowTables::row))
        .none("None: every link has TLS 1.2 or later and forward secrecy.");
  }

  private static List<Cell> row(LegacyUse each) {
    return List.of(
        Cell.of(each.address().getHostAddress()),
        new Cell(each.version().text(), Tone.WAITING),
        Cell.of(each.suite()),
        Cell.of(users(each.users())),
        Cell.of(each.links()),
        Cell.of(Amounts.moment(each.lastSeen())));
  }

  private <T> List<List<Cell>> rows(
      Function<FlowStatus, List<T>> those, Function<T, List<Cell>> row) {
    return proxy.flows().map(those).orElse(List.of()).stream().map(row).toList();
  }

  /// `100@example.com, 101@example.com`.
  public static String users(List<String> users) {
    return users.stream().map(user -> user.replaceFirst("^sip:", "")).collect(joining(", "));
  }

  /// Who opened it, in a word.
  public static String opener(FlowRecord flow) {
    return flow.outgoing() ? "proxy" : "peer";
  }

  /// What protects it.
  public static Cell security(FlowRecord flow) {
    return flow.tls()
        .map(tls -> new Cell(tls.version().text() + " " + tls.suite(), tone(tls.isLegacy())))
        .orElseGet(() -> new Cell("none (" + flow.transport() + ")", Tone.WAITING));
  }

  private static Tone tone(boolean legacy) {
    return legacy ? Tone.WAITING : Tone.GOOD;
  }

  /// The name by which the peer's certificate is known; empty without one.
  public static String certificate(FlowRecord flow) {
    return flow.peer()
        .map(it -> it.names().isEmpty() ? it.subject() : String.join(", ", it.names()))
        .orElse("");
  }

  /// The cause of its end, in a word: `no_pong`.
  public static String cause(FlowRecord.End end) {
    return end.cause().name().toLowerCase(Locale.ROOT);
  }
}
