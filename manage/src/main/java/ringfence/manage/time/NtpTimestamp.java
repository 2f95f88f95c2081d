package ringfence.manage.time;

import java.time.Instant;

/// 64 bits of seconds and fraction since 1900, RFC 5905 section 6, read as a time between 1968 and
/// 2104.
final class NtpTimestamp {
  /// From 1900 to 1970.
  private static final long TO_UNIX = 2_208_988_800L;

  private static final long ERA = 1L << 32;

  private NtpTimestamp() {}

  static long of(Instant time) {
    long seconds = time.getEpochSecond() + TO_UNIX;
    long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
    return seconds << 32 | fraction;
  }

  static Instant instant(long timestamp) {
    long seconds = timestamp >>> 32;
    // RFC 4330 3: "If bit 0 is not set, the time is in the range 2036-2104"
    if (timestamp >= 0) seconds += ERA;
    long nanos = ((timestamp & 0xFFFF_FFFFL) * 1_000_000_000L) >>> 32;
    return Instant.ofEpochSecond(seconds - TO_UNIX, nanos);
  }
}
