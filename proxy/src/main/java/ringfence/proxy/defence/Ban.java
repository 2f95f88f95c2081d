package ringfence.proxy.defence;

import java.time.Duration;
import java.time.Instant;

/// A source that is not heard for a while.
///
/// @param source an IPv4 address, or the /64 of an IPv6 one, in which one host may take any address
/// @param reason a sentence for a person
/// @param until when it is heard again
public record Ban(Network source, String reason, Instant since, Instant until) {
  public Ban {
    if (!until.isAfter(since)) throw new IllegalArgumentException(since + " to " + until);
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  /// Whole seconds left, rounded up.
  public long secondsLeft(Instant now) {
    return Math.max(0, Duration.between(now, until).plusMillis(999).toSeconds());
  }
}
