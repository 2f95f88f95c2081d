package ringfence.adapter.unit;

import java.util.List;
import java.util.function.Supplier;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;

/// What the unit shows of its analog lines, unit.md section 5.
public final class PotsTables {
  public static final String LINES = "Pots.LineStatus";

  private PotsTables() {}

  static StatusTable lines(Supplier<UnitStatus> status) {
    return new StatusTable(
        LINES,
        "Line Status",
        List.of("Endpoint", "State", "Hook", "Ringing", "Call"),
        () -> status.get().lines().stream().map(PotsTables::row).toList());
  }

  private static List<Cell> row(UnitStatus.Line line) {
    boolean rings = line.state().equals("Ringing");
    boolean lifted = !rings && !line.state().equals("Idle");
    return List.of(
        Cell.of(line.endpoint()),
        state(line),
        Cell.of(lifted ? "Off-hook" : "On-hook"),
        Cell.of(rings ? "Yes" : "No"),
        Cell.of(line.call().map(call -> call.peer()).orElse("")));
  }

  /// The state as the unit writes it: Idle, InUse or Disabled.
  private static Cell state(UnitStatus.Line line) {
    if (!line.state().equals("Idle")) return new Cell("InUse", Tone.WAITING);
    return line.operational() ? new Cell("Idle", Tone.GOOD) : new Cell("Disabled", Tone.BAD);
  }
}
