package ringfence.rtp;

import java.util.random.RandomGenerator;

/// An RTP sequence number, RFC 3550 section 5.1: 0 to 65535, and round again.
public record SequenceNumber(int value) {
  /// How many there are before they come round.
  public static final int CYCLE = 1 << 16;

  public SequenceNumber {
    if (value < 0 || value >= CYCLE) {
      throw new IllegalArgumentException("sequence number " + value);
    }
  }

  /// Where a stream starts: by chance, and below 2^15, so that the loss of the first packets cannot
  /// hide a wrap from a receiver of SRTP (RFC 3711 section 3.3.1).
  public static SequenceNumber choose(RandomGenerator chance) {
    return new SequenceNumber(chance.nextInt(CYCLE / 2));
  }

  /// How far `to` is ahead of `from`, -32768 to 32767: the shorter way round.
  public static int distance(int from, int to) {
    return (short) (to - from);
  }

  public SequenceNumber next() {
    return plus(1);
  }

  /// The number `steps` further on, or back when negative.
  public SequenceNumber plus(int steps) {
    return new SequenceNumber((value + steps) & 0xFFFF);
  }

  /// How far `other` is ahead of this one, -32768 to 32767.
  public int distanceTo(SequenceNumber other) {
    return distance(value, other.value);
  }

  /// Whether this one was sent after `other`, as far as half a cycle can tell.
  public boolean isAfter(SequenceNumber other) {
    return other.distanceTo(this) > 0;
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
