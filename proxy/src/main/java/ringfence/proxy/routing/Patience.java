package ringfence.proxy.routing;

import java.time.Duration;

/// How long the proxy waits for those it forwards to.
///
/// @param timerC how long a phone may ring, RFC 3261 section 16.6 step 11
/// @param ring how long the more preferred contacts ring before the next are tried
/// @param silence how long a server may say nothing at all before its next address is tried
public record Patience(Duration timerC, Duration ring, Duration silence) {
  public Patience {
    // RFC 3261 16.6 step 11: "The timer MUST be larger than 3 minutes."
    if (timerC.compareTo(Duration.ofMinutes(3)) <= 0) {
      throw new IllegalArgumentException("timer C is longer than 3 minutes");
    }
  }

  /// How long a phone may ring.
  ///
  /// @param others whether others are to be tried after it
  Duration ringing(boolean others) {
    return others && ring.compareTo(timerC) < 0 ? ring : timerC;
  }
}
