package ringfence.sdp;

import java.util.Locale;
import java.util.Optional;

/// Which way media may flow, seen from who wrote the description; RFC 8866 section 6.7.
public enum Direction {
  SENDRECV(true, true),
  SENDONLY(true, false),
  RECVONLY(false, true),
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  public static Direction of(boolean sends, boolean receives) {
    if (sends) return receives ? SENDRECV : SENDONLY;
    return receives ? RECVONLY : INACTIVE;
  }

  /// The direction that the attribute states, if it is one of the four.
  public static Optional<Direction> of(Attribute attribute) {
    if (attribute.value().isPresent()) return Optional.empty();
    for (Direction direction : values()) {
      if (attribute.is(direction.toString())) return Optional.of(direction);
    }
    return Optional.empty();
  }

  public boolean sends() {
    return sends;
  }

  public boolean receives() {
    return receives;
  }

  /// The same flow seen from the other end.
  public Direction reversed() {
    return of(receives, sends);
  }

  /// What both allow.
  public Direction and(Direction other) {
    return of(sends && other.sends, receives && other.receives);
  }

  public Attribute attribute() {
    return new Attribute(toString());
  }

  /// As in the description: `sendrecv`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
