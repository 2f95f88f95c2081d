package ringfence.proxy.defence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import ringfence.proxy.recent.Recent;

/// How often a source may do something: a bucket of `burst` tokens each, refilled evenly at `burst`
/// per `period`. The table holds at most `sources` entries; the one unused longest makes room.
///
/// Owned by the proxy's loop.
final class RateLimit<K> {
  private record Bucket(double tokens, Instant filledAt) {}

  private final int burst;
  private final double tokensPerNano;
  private final Map<K, Bucket> buckets;

  RateLimit(int burst, Duration period, int sources) {
    this.burst = burst;
    this.tokensPerNano = burst / (double) period.toNanos();
    this.buckets = new Recent<>(sources);
  }

  /// Takes a token for `source`; false when it has none left.
  boolean take(K source, Instant now) {
    double tokens = tokens(source, now);
    boolean granted = tokens >= 1;
    buckets.put(source, new Bucket(granted ? tokens - 1 : tokens, now));
    return granted;
  }

  /// Whether `source` has no token left, without taking one.
  boolean spent(K source, Instant now) {
    return tokens(source, now) < 1;
  }

  /// Gives `source` all its tokens again.
  void forget(K source) {
    buckets.remove(source);
  }

  /// How many sources are being watched.
  int sources() {
    return buckets.size();
  }

  private double tokens(K source, Instant now) {
    Bucket bucket = buckets.get(source);
    if (bucket == null) return burst;
    long passed = Duration.between(bucket.filledAt(), now).toNanos();
    return Math.min(burst, bucket.tokens() + Math.max(0, passed) * tokensPerNano);
  }
}
