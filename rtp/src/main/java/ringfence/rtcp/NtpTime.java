package ringfence.rtcp;

import java.time.Duration;
import java.time.Instant;

/// A wallclock time in NTP's 64-bit form, RFC 3550 section 4: seconds since 1900 and 32 bits of a
/// second.
public record NtpTime(long bits) {
  /// Seconds from 1900 to 1970.
  private static final long EPOCH = 2_208_988_800L;

  /// The time with a resolution of about a quarter of a nanosecond; eras of 136 years are dropped.
  public static NtpTime of(Instant time) {
    long seconds = time.getEpochSecond() + EPOCH;
    long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
    return new NtpTime(seconds << 32 | fraction);
  }

  /// The middle 32 bits, 0 to 2^32-1, in units of 1/65536 s: the form of LSR (section 6.4.1).
  public long middle() {
    return bits >>> 16 & 0xFFFF_FFFFL;
  }

  /// The time in the era that began in 1900.
  public Instant toInstant() {
    long nanos = ((bits & 0xFFFF_FFFFL) * 1_000_000_000L) >>> 32;
    return Instant.ofEpochSecond((bits >>> 32) - EPOCH, nanos);
  }

  /// A duration in units of 1/65536 s, the form of DLSR; at most 2^32-1.
  static long shortForm(Duration duration) {
    long whole = duration.getSeconds() << 16;
    long part = ((long) duration.getNano() << 16) / 1_000_000_000L;
    return Math.clamp(whole + part, 0L, 0xFFFF_FFFFL);
  }

  /// The duration that a number of 1/65536 s is.
  static Duration ofShortForm(long units) {
    return Duration.ofNanos((units * 1_000_000_000L) >> 16);
  }
}
