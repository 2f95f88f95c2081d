package ringfence.proxy.routing;

import java.util.List;

/// One member of a target set, RFC 3261 section 16.5: it gets one copy at a time.
///
/// @param q preference in thousandths; those of equal preference are tried at once
/// @param ways to it in the order to try, at least one: the next only when the one before leads
///   nowhere
record Target(int q, List<Way> ways) {
  private static final int FULL = 1000;

  Target {
    if (ways.isEmpty()) throw new IllegalArgumentException("a target without a way to it");
    ways = List.copyOf(ways);
  }

  /// One that is alone or preferred to none.
  static Target of(List<Way> ways) {
    return new Target(FULL, ways);
  }
}
