package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ringfence.adapter.call.CallStatus;
import ringfence.manage.status.Cell;
import ringfence.manage.status.StatusTable;
import ringfence.media.session.SessionStatistics;

/// The call of each line, or its last: with whom, what was heard, and why it ended.
public final class CallTable {
  public static final String NAME = "SipEp.CallStatus";

  private CallTable() {}

  static StatusTable of(Supplier<UnitStatus> status) {
    return new StatusTable(
            NAME,
            "Calls",
            List.of("Endpoint", "Call", "Sent", "Received", "Media", "End"),
            () -> status.get().lines().stream().flatMap(CallTable::rows).toList())
        .none("Nobody has called yet.")
        .actions(UnitDiagnoses.CALL);
  }

  /// The one under way, or the last.
  static Optional<CallStatus> call(UnitStatus.Line line) {
    return line.call().or(line::lastCall);
  }

  private static Stream<List<Cell>> rows(UnitStatus.Line line) {
    return call(line).stream().map(call -> row(line, call));
  }

  private static List<Cell> row(UnitStatus.Line line, CallStatus call) {
    return List.of(
        Cell.of(line.endpoint()),
        Cell.of((call.outgoing() ? "to " : "from ") + call.peer()),
        media(call, it -> it.sent() + " packets"),
        media(call, it -> it.received() + " packets"),
        media(call, it -> it.security().text()),
        Cell.of(line.call().isPresent() ? "" : line.lastEnd()));
  }

  private static Cell media(CallStatus call, Function<SessionStatistics, String> words) {
    return Cell.of(call.media().map(words).orElse(""));
  }
}
