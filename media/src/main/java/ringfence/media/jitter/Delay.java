package ringfence.media.jitter;

import java.time.Duration;

/// Between which bounds a jitter buffer may delay audio.
///
/// @param min what it starts with, and goes back to
/// @param max what it never exceeds
public record Delay(Duration min, Duration max) {
  public static final Delay OPTIMIZE_LATENCY = ofMillis(10, 40);
  public static final Delay NORMAL = ofMillis(30, 90);
  public static final Delay OPTIMIZE_QUALITY = ofMillis(50, 125);
  public static final Delay FAX_MODEM = ofMillis(70, 135);

  public Delay {
    boolean ordered = !min.isNegative() && min.compareTo(max) <= 0;
    if (!ordered || max.toMillis() > 500) throw new IllegalArgumentException(min + " to " + max);
  }

  public static Delay ofMillis(long min, long max) {
    return new Delay(Duration.ofMillis(min), Duration.ofMillis(max));
  }
}
