package ringfence.mikey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The messages that were accepted lately, RFC 3830 section 5.4; only authenticated ones enter.
///
/// RFC 3830 section 5.2 has every message of an Initiator bear a timestamp of its own, so it is the
/// Initiator and the timestamp that are remembered, for as long as the clock would let them pass.
/// An Initiator that does not say who it is is known by its CSB ID: peers with the same key and the
/// same time are not each other's replays.
public final class ReplayCache {
  private record Entry(Octets origin, Timestamp timestamp) {
    static Entry of(InitiatorMessage message) {
      return new Entry(origin(message), message.timestamp());
    }

    private static Octets origin(InitiatorMessage message) {
      return message
          .initiator()
          .map(Identity::data)
          .orElseGet(() -> Octets.ofHex("%08x".formatted(message.csbId())));
    }
  }

  private final int capacity;
  private final Map<Entry, Instant> expiries = new HashMap<>();

  /// A cache of at most `capacity` messages; while it is full, messages are refused.
  public ReplayCache(int capacity) {
    if (capacity < 1) throw new IllegalArgumentException("capacity " + capacity);
    this.capacity = capacity;
  }

  boolean saw(InitiatorMessage message) {
    return expiries.containsKey(Entry.of(message));
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

  void add(InitiatorMessage message, Duration clockTolerance, Instant now) {
    Instant expiry =
        switch (message.timestamp().kind()) {
          case NTP_UTC, NTP -> now.plus(clockTolerance.multipliedBy(2));
          case COUNTER -> Instant.MAX;
        };
    expiries.put(Entry.of(message), expiry);
  }

  @Override
  public String toString() {
    return "ReplayCache(" + expiries.size() + " of " + capacity + ")";
  }
}
