package ringfence.mikey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The messages that were accepted lately, RFC 3830 section 5.4; only authenticated ones enter.
///
/// RFC 3830 section 5.2 has every message of an Initiator bear a timestamp of its own, so it is the
/// Initiator and the timestamp that are remembered, for as long as the clock would let them pass.
public final class ReplayCache {
  private record Entry(Octets initiator, Timestamp timestamp) {}

  private final int capacity;
  private final Map<Entry, Instant> expiries = new HashMap<>();

  /// A cache of at most `capacity` messages; while it is full, messages are refused.
  public ReplayCache(int capacity) {
    if (capacity < 1) throw new IllegalArgumentException("capacity " + capacity);
    this.capacity = capacity;
  }

  boolean saw(Octets initiator, Timestamp timestamp) {
    return expiries.containsKey(new Entry(initiator, timestamp));
  }

  /// RFC 3830 5.4: a host that loses track "rejects all incoming requests until the clock skew
  /// interval has passed".
  boolean isFull(Timestamp.Kind kind, Instant now) {
    expiries.values().removeIf(it -> it.isBefore(now));
    return switch (kind) {
      case NTP_UTC, NTP -> expiries.size() >= capacity;
      // A counter never expires, so counters may take half of the cache and no more.
      case COUNTER -> expiries.size() >= (capacity + 1) / 2;
    };
  }

  void add(Octets initiator, Timestamp timestamp, Duration clockTolerance, Instant now) {
    Instant expiry =
        switch (timestamp.kind()) {
          case NTP_UTC, NTP -> now.plus(clockTolerance.multipliedBy(2));
          case COUNTER -> Instant.MAX;
        };
    expiries.put(new Entry(initiator, timestamp), expiry);
  }

  @Override
  public String toString() {
    return "ReplayCache(" + expiries.size() + " of " + capacity + ")";
  }
}
