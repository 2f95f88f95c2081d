package ringfence.sip.transaction;

import java.time.Duration;

/// The lengths of the transaction timers, RFC 3261 section 17 and its table 4.
///
/// @param t1 the estimate of the round trip; timers A, E and G start with it
/// @param t2 the longest interval of repeats of a non-INVITE request or an INVITE response
/// @param t4 how long a message may stay in the network; timers I and K
/// @param timeout timers B, F, H, J, L and M; 64 times T1 by the RFC
/// @param trying how long an INVITE waits for its user before the layer answers 100; zero for at
///   once
public record Timers(Duration t1, Duration t2, Duration t4, Duration timeout, Duration trying) {
  /// The values of the RFC: 500 ms, 4 s, 5 s, 32 s, and 100 Trying after 200 ms.
  public static final Timers RFC_3261 =
      new Timers(
          Duration.ofMillis(500),
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          Duration.ofSeconds(32),
          Duration.ofMillis(200));

  // RFC 3261 17.1.1.2: "a value of at least 32 seconds for unreliable transports"
  private static final Duration TIMER_D = Duration.ofSeconds(32);

  public Timers {
    if (!isPositive(t1) || !isPositive(t2) || !isPositive(t4) || !isPositive(timeout)) {
      throw new IllegalArgumentException("T1, T2, T4 and the timeout are longer than nothing");
    }
    if (trying.isNegative()) throw new IllegalArgumentException("trying before the request");
  }

  /// The same with another timeout for B, F, H, J, L and M.
  public Timers withTimeout(Duration other) {
    return new Timers(t1, t2, t4, other, trying);
  }

  /// The same with another wait before 100 Trying; zero answers at once, as a stateful proxy does.
  public Timers withTrying(Duration other) {
    return new Timers(t1, t2, t4, timeout, other);
  }

  /// Timer D: how long an INVITE client transaction absorbs repeated final responses.
  Duration timerD() {
    return timeout.compareTo(TIMER_D) > 0 ? timeout : TIMER_D;
  }

  /// Twice `interval`, but not more than T2.
  Duration doubled(Duration interval) {
    Duration twice = interval.multipliedBy(2);
    return twice.compareTo(t2) > 0 ? t2 : twice;
  }

  /// When a non-INVITE request that its user left alone is answered 100.
  Duration untilNonInviteTrying() {
    // RFC 4320 4.1: "the amount of time it takes a client transaction's Timer E to be reset to T2"
    Duration sum = Duration.ZERO;
    for (Duration e = t1; e.compareTo(t2) < 0; e = e.multipliedBy(2)) sum = sum.plus(e);
    return sum;
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }
}
