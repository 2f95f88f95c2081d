package ringfence.proxy.flow;

import java.util.List;

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
}
