package ringfence.proxy.flow;

import java.util.List;
import java.util.function.Function;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;

/// The links at a moment.
///
/// @param open the oldest first
/// @param gone the last that closed, the latest first
/// @param legacy who still needs the legacy fence, the latest first
public record FlowStatus(
    List<FlowRecord> open, List<FlowRecord> gone, List<LegacyUse> legacy, FlowCounts counts) {
  public FlowStatus {
    open = List.copyOf(open);
    gone = List.copyOf(gone);
    legacy = List.copyOf(legacy);
  }

  /// What is remembered beside the links that are open.
  public record Past(List<FlowRecord> gone, List<LegacyUse> legacy, FlowCounts counts) {}

  /// Makes a record of each open link; may be called from any thread.
  ///
  /// @param users who is registered over a link
  public static FlowStatus of(
      List<FlowFacts> open, Function<Flow, List<String>> users, Past past) {
    List<FlowRecord> records =
        open.stream().map(facts -> FlowRecord.open(facts, users.apply(facts.flow()))).toList();
    return new FlowStatus(records, past.gone(), past.legacy(), past.counts());
  }
}
