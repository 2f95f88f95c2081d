package ringfence.proxy.registrar;

import java.time.Duration;

/// How long bindings live.
///
/// @param standard granted where the request asks for nothing
/// @param least a shorter wish is answered 423
/// @param most granted to a longer wish
public record Lifetimes(Duration standard, Duration least, Duration most) {
  public Lifetimes {
    if (least.compareTo(standard) > 0 || standard.compareTo(most) > 0) {
      throw new IllegalArgumentException("least, standard and most in this order");
    }
  }

  /// An hour; from a minute to a day.
  public static Lifetimes usual() {
    return new Lifetimes(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1));
  }

  /// Whether a wish is too short to be granted.
  boolean isTooBrief(Duration wish) {
    // RFC 3261 10.3 step 7: "If and only if the requested expiration interval is greater than zero
    // AND smaller than one hour AND less than a registrar-configured minimum"
    return wish.isPositive()
        && wish.compareTo(Duration.ofHours(1)) < 0
        && wish.compareTo(least) < 0;
  }

  Duration granted(Duration wish) {
    return wish.compareTo(most) > 0 ? most : wish;
  }
}
