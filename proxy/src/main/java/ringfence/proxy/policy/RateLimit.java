package ringfence.proxy.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// How often a source may do something: a bucket of `burst` tokens each, refilled evenly at `burst`
/// per `period`. The table holds at most `sources` entries; the one unused longest makes room.
///
/// Owned by the proxy's loop.
public final class RateLimit {
  private record Bucket(double tokens, Instant filledAt) {}

  private final int burst;
  private final double tokensPerNano;
  private final SequencedMap<String, Bucket> buckets;

  public RateLimit(int burst, Duration period, int sources) {
    this.burst = burst;
    this.tokensPerNano = burst / (double) period.toNanos();
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > sources;
          }
        };
  }

  /// Takes a token for `source`; false when it has none left.
  public boolean take(String source, Instant now) {
    double tokens = tokens(source, now);
    boolean granted = tokens >= 1;
    buckets.put(source, new Bucket(granted ? tokens - 1 : tokens, now));
    return granted;
  }

  /// Whether `source` has no token left, without taking one.
  public boolean spent(String source, Instant now) {
    return tokens(source, now) < 1;
  }

  /// How many sources are being watched.
  public int sources() {
    return buckets.size();
  }

  private double tokens(String source, Instant now) {
    Bucket bucket = buckets.get(source);
    if (bucket == null) return burst;
    long passed = Duration.between(bucket.filledAt(), now).toNanos();
    return Math.min(burst, bucket.tokens() + Math.max(0, passed) * tokensPerNano);
  }
}
