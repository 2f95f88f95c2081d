package ringfence.trace.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/// An interface of a section, draft-ietf-opsawg-pcapng section 4.2.
///
/// @param linkType what its frames begin with, as registered at tcpdump.org
/// @param snapLength the most octets kept of a frame
/// @param ticksPerSecond what a timestamp counts
/// @param offsetSeconds what is added to every timestamp
/// @param options all that is said of it, the two before among them
public record CaptureInterface(
    int linkType,
    long snapLength,
    long ticksPerSecond,
    long offsetSeconds,
    List<PcapngOption> options) {
  static final int OPTION_TIME_RESOLUTION = 9;
  static final int OPTION_TIME_OFFSET = 14;
  private static final long MICROSECONDS = 1_000_000;
  private static final long NANOSECONDS = 1_000_000_000;

  /// A time beyond it is a lie, and no Instant either.
  private static final long LAST_SECOND = 1L << 40;

  /// One of which nothing else is known.
  public static CaptureInterface of(int linkType, long ticksPerSecond) {
    return new CaptureInterface(linkType, Long.MAX_VALUE, ticksPerSecond, 0, List.of());
  }

  static CaptureInterface read(ByteBuffer body) {
    int linkType = body.getShort() & 0xFFFF;
    body.getShort();
    long snapLength = Integer.toUnsignedLong(body.getInt());
    long ticks = MICROSECONDS;
    long offset = 0;
    List<PcapngOption> options = PcapngOption.all(body);
    for (PcapngOption option : options) {
      ByteBuffer value = option.value();
      if (option.code() == OPTION_TIME_RESOLUTION && value.hasRemaining()) {
        ticks = ticksPerSecond(value.get(0) & 0xFF);
      } else if (option.code() == OPTION_TIME_OFFSET && value.remaining() >= 8) {
        offset = value.getLong(0);
      }
    }
    return new CaptureInterface(
        linkType, snapLength == 0 ? Long.MAX_VALUE : snapLength, ticks, offset, options);
  }

  /// draft-ietf-opsawg-pcapng 4.2: "If the Most Significant Bit is equal to zero, the remaining
  /// bits indicates the resolution of the timestamp as a negative power of 10", else of 2.
  private static long ticksPerSecond(int resolution) {
    int exponent = resolution & 0x7F;
    if ((resolution & 0x80) != 0) return 1L << Math.min(exponent, 62);
    long ticks = 1;
    for (int i = 0; i < Math.min(exponent, 18); i++) ticks *= 10;
    return ticks;
  }

  /// How many decimal digits a second has in a copy: as many as here, nine where these are more or
  /// are counted in twos.
  int digits() {
    long ticks = 1;
    for (int digits = 0; digits <= 9; digits++, ticks *= 10) {
      if (ticks == ticksPerSecond) return digits;
    }
    return 9;
  }

  /// What a copy counts at a time.
  long copiedTicks(Instant time) {
    long perSecond = 1;
    for (int i = 0; i < digits(); i++) perSecond *= 10;
    long fraction = time.getNano() / (NANOSECONDS / perSecond);
    return (time.getEpochSecond() - offsetSeconds) * perSecond + fraction;
  }

  Instant time(long ticks) {
    long seconds = Long.divideUnsigned(ticks, ticksPerSecond);
    long rest = Long.remainderUnsigned(ticks, ticksPerSecond);
    // a fraction of at most 62 bits, scaled without overflow
    long nanos = (long) ((double) rest / ticksPerSecond * 1e9);
    if (ticksPerSecond <= 1_000_000_000L) nanos = rest * 1_000_000_000L / ticksPerSecond;
    if (seconds < 0 || seconds > LAST_SECOND || Math.abs(offsetSeconds) > LAST_SECOND) {
      return Instant.EPOCH;
    }
    return Instant.ofEpochSecond(seconds + offsetSeconds, nanos);
  }
}
