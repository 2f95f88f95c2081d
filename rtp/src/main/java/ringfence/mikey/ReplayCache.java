package ringfence.mikey;

/// The messages that were accepted lately, RFC 3830 section 5.4; only authenticated ones enter.
public final class ReplayCache {
  private final int capacity;

  /// A cache of at most `capacity` messages; while it is full, messages are refused.
  public ReplayCache(int capacity) {
    if (capacity < 1) throw new IllegalArgumentException("capacity " + capacity);
    this.capacity = capacity;
  }

  @Override
  public String toString() {
    return "ReplayCache(" + capacity + ")";
  }
}
