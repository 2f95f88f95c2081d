package ringfence.adapter.gateway;

import java.util.random.RandomGenerator;

/// Numbers for the links of a unit: the local port of each, and the handle that the log knows it
/// by.
///
/// Local ports begin always at the base port, or at each port above it in turn, so that a link that
/// comes back does not look like the one before. On the SIP loop.
public final class LinkNumbers {
  private static final int FIRST_HANDLE = 104_001;

  private final int base;
  private final int interval;
  private int turn;
  private int handle = FIRST_HANDLE;

  /// The turns begin by chance, since nobody remembers where the last start left off.
  ///
  /// @param interval how many ports above the base take turns; 0 for none
  public LinkNumbers(int base, int interval, RandomGenerator chance) {
    this.base = base;
    this.interval = interval;
    this.turn = interval == 0 ? 0 : chance.nextInt(interval + 1);
  }

  /// The first port to try for the next connection.
  int nextPort() {
    if (interval == 0) return base;
    turn = (turn + 1) % (interval + 1);
    return base + turn;
  }

  /// The handle of the next connection.
  int nextHandle() {
    return handle++;
  }
}
