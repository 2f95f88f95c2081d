package ringfence.adapter.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Destinations of which a call takes the first that can have it.
///
/// @param destinations `fxs-FXS1`, `sip-default`, `route-night`, another `hunt-`
/// @param causes the causes of ITU-T Q.850 for which a call goes on to the next destination
public record Hunt(
    String name, List<String> destinations, Algorithm algorithm, Set<Integer> causes) {
  /// Where a hunt begins.
  public enum Algorithm {
    /// At its first destination.
    SEQUENTIAL("Sequential"),
    /// At the destination behind the one where the last hunt began.
    CYCLIC("Cyclic");

    private final String text;

    Algorithm(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public Hunt {
    destinations = List.copyOf(destinations);
    causes = Set.copyOf(causes);
  }

  /// The destinations in the order of this call.
  ///
  /// @param before how many calls it had before
  List<String> order(int before) {
    List<String> order = new ArrayList<>(destinations);
    if (algorithm == Algorithm.CYCLIC && !order.isEmpty()) {
      Collections.rotate(order, -(before % order.size()));
    }
    return order;
  }
}
