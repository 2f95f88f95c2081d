package ringfence.trace.tls;

/// Which way octets went on a connection between two addresses.
public enum Direction {
  /// From the first address to the second.
  FORWARD,
  /// From the second to the first.
  BACKWARD;

  public Direction opposite() {
    return this == FORWARD ? BACKWARD : FORWARD;
  }
}
