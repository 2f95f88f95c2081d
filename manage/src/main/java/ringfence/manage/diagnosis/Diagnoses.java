package ringfence.manage.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ringfence.manage.admin.Command;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// The buttons Diagnose of a product and what they found. One thing is looked into at a time and
/// nothing at once again, whoever asks.
public final class Diagnoses {
  /// Between the beginnings of two.
  static final Duration LEAST_BETWEEN = Duration.ofSeconds(5);

  /// The last so many of a kind are shown.
  private static final int MOST = 20;

  private static final int LIKELY = 50;

  private final InstantSource clock;
  private final Runnable changed;
  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

  /// What those of a kind were found to have, the last that was asked for first; nothing while it
  /// is looked into.
  private record Found(Map<String, Optional<Diagnosed>> bySubject) {
    private Found with(String subject, Optional<Diagnosed> result) {
      Map<String, Optional<Diagnosed>> all = new LinkedHashMap<>();
      all.put(subject, result);
      bySubject.forEach(all::putIfAbsent);
      if (all.size() > MOST) all.remove(new ArrayList<>(all.keySet()).getLast());
      return new Found(all);
    }
  }

  /// @param changed called when there is something new to show
  public Diagnoses(InstantSource clock, Runnable changed) {
    this.clock = clock;
    this.changed = changed;
  }

  /// What the button of a kind does.
  public Command command(Examination kind) {
    return Command.row(kind.button(), kind.help(), subject -> diagnose(kind, subject));
  }

  private Command.Result diagnose(Examination kind, String subject) {
    Optional<Supplier<Diagnosed>> look = kind.looks().apply(subject);
    if (look.isEmpty()) {
      return new Command.Result.NotDone("There is nothing to look into at " + subject + ".");
    }
    if (!begins()) {
      return new Command.Result.NotDone(
          "Something is looked into already, or was a moment ago; try again in some seconds.");
    }
    note(kind, subject, Optional.empty());
    var _ = Thread.ofVirtual().name("diagnose").start(() -> look(kind, subject, look.get()));
    return new Command.Result.Done(subject + " is looked into.");
  }

  /// Nobody else begins before this one has ended.
  private boolean begins() {
    Instant allowed = next.get();
    return !clock.instant().isBefore(allowed) && next.compareAndSet(allowed, Instant.MAX);
  }

  private void look(Examination kind, String subject, Supplier<Diagnosed> look) {
    var result = new Diagnosed(List.of(), "It could not be looked into: see the log.");
    try {
      result = look.get();
    } finally {
      next.set(clock.instant().plus(LEAST_BETWEEN));
      note(kind, subject, Optional.of(result));
    }
  }

  private void note(Examination kind, String subject, Optional<Diagnosed> result) {
    found.compute(
        kind.table(),
        (_, before) -> (before == null ? new Found(Map.of()) : before).with(subject, result));
    changed.run();
  }

  /// What was found of a kind, the surest cause of each first.
  public StatusTable table(Examination kind) {
    return new StatusTable(
            kind.table(),
            kind.title(),
            List.of(kind.subject(), "Cause", "Sure", "Evidence", "Cure", "Set At"),
            () ->
                found
                    .getOrDefault(kind.table(), new Found(Map.of()))
                    .bySubject()
                    .entrySet()
                    .stream()
                    .flatMap(Diagnoses::rows)
                    .toList())
        .none("Nothing was looked into yet.");
  }

  private static Stream<List<Cell>> rows(Map.Entry<String, Optional<Diagnosed>> entry) {
    String subject = entry.getKey();
    if (entry.getValue().isEmpty()) {
      return Stream.of(row(subject, new Cell("is looked into", Tone.WAITING)));
    }
    Diagnosed diagnosed = entry.getValue().get();
    Tone tone = diagnosed.findings().isEmpty() ? Tone.GOOD : Tone.PLAIN;
    Stream<List<Cell>> remark =
        diagnosed.remark().isEmpty()
            ? Stream.empty()
            : Stream.of(row(subject, new Cell(diagnosed.remark(), tone)));
    return Stream.concat(diagnosed.findings().stream().map(each -> row(subject, each)), remark);
  }

  private static List<Cell> row(String subject, Cell what) {
    Cell none = Cell.of("");
    return List.of(Cell.of(subject), what, none, none, none, none);
  }

  private static List<Cell> row(String subject, Finding finding) {
    return List.of(
        Cell.of(subject),
        new Cell(
            finding.sentence() + " (" + finding.id() + ")",
            finding.percent() >= LIKELY ? Tone.BAD : Tone.WAITING),
        Cell.of(finding.percent() + " %"),
        Cell.of(String.join("; ", finding.evidence())),
        Cell.of(finding.cure()),
        finding
            .at()
            .map(field -> new Cell(field.setting(), Tone.PLAIN, field.link()))
            .orElse(Cell.of("")));
  }
}
