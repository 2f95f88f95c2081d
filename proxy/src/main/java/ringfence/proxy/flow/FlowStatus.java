package ringfence.proxy.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowFacts;

/// The links at a moment.
///
/// @param open the oldest first
/// @param gone the last that closed, the latest first
/// @param servers the trunk or node at the other end of those that lead to one, by id
/// @param legacy who still needs the legacy fence, the latest first
public record FlowStatus(
    List<FlowRecord> open,
    Map<Long, String> servers,
    List<FlowRecord> gone,
    List<LegacyUse> legacy,
    FlowCounts counts) {
  /// A server that only DNS knows of.
  public static final String OTHER = "other";

  public FlowStatus {
    open = List.copyOf(open);
    servers = Map.copyOf(servers);
    gone = List.copyOf(gone);
    legacy = List.copyOf(legacy);
  }

  /// The trunk or node at the other end; empty for a device.
  public Optional<String> server(FlowRecord flow) {
    return Optional.ofNullable(servers.get(flow.id()));
  }

  /// What is remembered beside the links that are open.
  public record Past(List<FlowRecord> gone, List<LegacyUse> legacy, FlowCounts counts) {}

  /// Makes a record of each open link; may be called from any thread.
  ///
  /// @param users who is registered over a link
  public static FlowStatus of(
      List<FlowFacts> open,
      Function<Flow, List<String>> users,
      Map<Long, String> servers,
      Past past) {
    List<FlowRecord> records =
        open.stream().map(facts -> FlowRecord.open(facts, users.apply(facts.flow()))).toList();
    return new FlowStatus(records, servers, past.gone(), past.legacy(), past.counts());
  }
}
