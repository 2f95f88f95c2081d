package ringfence.sip.ua;

import java.util.ArrayList;
import java.util.List;

/// Gathers the outputs of one step.
final class Outbox {
  private final List<UaOutput> outputs = new ArrayList<>();

  void add(UaOutput output) {
    outputs.add(output);
  }

  /// Ends the step.
  List<UaOutput> take() {
    List<UaOutput> all = List.copyOf(outputs);
    outputs.clear();
    return all;
  }
}
