package ringfence.mikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.rtcp.NtpTime;

/// The timestamp payload (T), RFC 3830 section 6.6.
///
/// `value` is the 64 bits of NTP (seconds since 1900 and a fraction), or a counter of 32 bits.
public record Timestamp(Kind kind, long value) implements Payload {
  /// The TS types.
  public enum Kind {
    NTP_UTC(0),
    NTP(1),
    COUNTER(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    static Optional<Kind> of(int number) {
      return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }

    public int number() {
      return number;
    }
  }

  public Timestamp {
    if (kind == Kind.COUNTER && value >>> 32 != 0) throw new IllegalArgumentException("counter");
  }

  /// The time in UTC.
  public static Timestamp of(Instant now) {
    return new Timestamp(Kind.NTP_UTC, NtpTime.of(now).bits());
  }

  /// The time in UTC to a millisecond, and below that chance: two messages never have the same.
  static Timestamp unique(Instant now, RandomGenerator chance) {
    // RFC 5905 6: "the non-significant bits should be set to an unbiased random bit string".
    long below = (1L << 22) - 1;
    return new Timestamp(
        Kind.NTP_UTC, (NtpTime.of(now).bits() & ~below) | (chance.nextLong() & below));
  }

  static Timestamp read(OctetReader in) {
    int at = in.position();
    int number = in.u8("T, TS type");
    Kind kind =
        Kind.of(number)
            .orElseThrow(
                () ->
                    new Fault(
                        ErrorNumber.INVALID_TS,
                        "RFC 3830 6.6",
                        "timestamp type " + number + " is unknown",
                        at));
    return switch (kind) {
      case NTP_UTC, NTP -> new Timestamp(kind, in.u64("T, TS value"));
      case COUNTER -> new Timestamp(kind, in.u32("T, TS value") & 0xFFFF_FFFFL);
    };
  }

  @Override
  public PayloadType type() {
    return PayloadType.T;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(kind.number()).octets(octets()).toArray();
    }
  }

  /// The TS value as it is transported: 8 octets, or 4 of a counter.
  byte[] octets() {
    try (var out = new OctetWriter()) {
      return switch (kind) {
        case NTP_UTC, NTP -> out.u64(value).toArray();
        case COUNTER -> out.u32((int) value).toArray();
      };
    }
  }

  /// How far the timestamp is ahead of `now`; nothing of a counter.
  Duration aheadOf(Instant now) {
    if (kind == Kind.COUNTER) return Duration.ZERO;
    // RFC 3830 4.2.8: an implementation "MUST be aware of [...] the fact that the counter will
    // overflow approximately every 136th year": the difference of 64 bits overflows with it.
    long ahead = value - NtpTime.of(now).bits();
    return Duration.ofSeconds(ahead >> 32, ((ahead & 0xFFFF_FFFFL) * 1_000_000_000L) >>> 32);
  }
}
