package ringfence.proxy.flow;

import java.util.List;

/// One link and what happened between its peer's address and us.
///
/// @param transitions the last of that address, the latest first
public record FlowDetails(FlowRecord flow, List<Transition> transitions) {
  public FlowDetails {
    transitions = List.copyOf(transitions);
  }
}
