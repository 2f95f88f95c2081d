package ringfence.adapter.unit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.adapter.unit.LinkExaminer.Finding;
import ringfence.adapter.unit.LinkExaminer.Subject;
import ringfence.manage.admin.Command;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The button Diagnose beside the links of SIP > Servers: why does this link not come up? Only the
/// server that is configured for a gateway is looked into, one at a time and not at once again, so
/// that nobody looks around in the network with it.
public final class LinkDiagnoses {
  static final StatusTable.RowAction ACTION =
      new StatusTable.RowAction("SipEp.Link", "GatewayName", "Diagnose", "Diagnose");

  /// Between the beginnings of two.
  private static final Duration LEAST_BETWEEN = Duration.ofSeconds(5);

  /// What a gateway's server was found to have; nothing while it is looked into.
  private record Looked(Optional<List<Finding>> findings) {}

  private final Function<String, Optional<Subject>> subjects;
  private final InstantSource clock;
  private final Runnable changed;
  private final Map<String, Looked> looked = new ConcurrentSkipListMap<>();
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);
  private volatile Optional<LinkExaminer> examiner = Optional.empty();

  /// @param subjects the server of a gateway as it is configured
  /// @param changed called when there is something new to show
  LinkDiagnoses(
      Function<String, Optional<Subject>> subjects, InstantSource clock, Runnable changed) {
    this.subjects = subjects;
    this.clock = clock;
    this.changed = changed;
  }

  /// Who looks into them from now on.
  public void by(LinkExaminer given) {
    examiner = Optional.of(given);
  }

  Command command() {
    return Command.row(
        ACTION, "Looks into why the link of a gateway does not come up.", this::diagnose);
  }

  private Command.Result diagnose(String gateway) {
    if (examiner.isEmpty()) return new Command.Result.NotDone("Nothing here can look into links.");
    Optional<Subject> subject = subjects.apply(gateway);
    if (subject.isEmpty()) {
      return new Command.Result.NotDone("Gateway " + gateway + " has no TLS link to a server.");
    }
    if (!begins()) {
      return new Command.Result.NotDone(
          "A link is looked into already, or was a moment ago; try again in some seconds.");
    }
    looked.put(gateway, new Looked(Optional.empty()));
    changed.run();
    var _ = Thread.ofVirtual().name("diagnose").start(() -> look(gateway, subject.get()));
    return new Command.Result.Done("The link of " + gateway + " is looked into.");
  }

  /// Nobody else begins before this one has ended.
  private boolean begins() {
    Instant allowed = next.get();
    return !clock.instant().isBefore(allowed) && next.compareAndSet(allowed, Instant.MAX);
  }

  private void look(String gateway, Subject subject) {
    try {
      List<Finding> findings = examiner.orElseThrow().examine(subject);
      looked.put(gateway, new Looked(Optional.of(findings)));
    } finally {
      next.set(clock.instant().plus(LEAST_BETWEEN));
      changed.run();
    }
  }

  /// What was found, the surest cause of each gateway first.
  public StatusTable table() {
    return new StatusTable(
            "SipEp.LinkDiagnosis",
            "Link Diagnosis",
            List.of("Gateway", "Cause", "Sure", "Evidence", "Cure", "Set At"),
            () -> looked.entrySet().stream().flatMap(LinkDiagnoses::rows).toList())
        .none("No link was looked into.");
  }

  private static Stream<List<Cell>> rows(Map.Entry<String, Looked> entry) {
    Optional<List<Finding>> findings = entry.getValue().findings();
    String gateway = entry.getKey();
    if (findings.isEmpty()) return one(gateway, new Cell("is looked into", Tone.WAITING));
    if (findings.get().isEmpty()) return one(gateway, new Cell("The link comes up.", Tone.GOOD));
    return findings.get().stream().map(finding -> row(gateway, finding));
  }

  private static Stream<List<Cell>> one(String gateway, Cell what) {
    Cell none = Cell.of("");
    return Stream.of(List.of(Cell.of(gateway), what, none, none, none, none));
  }

  private static List<Cell> row(String gateway, Finding finding) {
    return List.of(
        Cell.of(gateway),
        new Cell(
            finding.sentence() + " (" + finding.id() + ")",
            finding.percent() >= 50 ? Tone.BAD : Tone.WAITING),
        Cell.of(finding.percent() + " %"),
        Cell.of(String.join("; ", finding.evidence())),
        Cell.of(finding.cure()),
        new Cell(finding.setting(), Tone.PLAIN, path(finding.page())));
  }

  private static String path(String page) {
    return page.isEmpty() ? "" : "/" + page.toLowerCase(Locale.ROOT);
  }
}
