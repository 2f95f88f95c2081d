package ringfence.rtp;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A synchronization source identifier, RFC 3550 section 3: 32 bits chosen by chance.
public record Ssrc(int bits) {
  /// A source's first identifier, RFC 3550 section 8.1.
  public static Ssrc choose(RandomGenerator chance) {
    return new Ssrc(chance.nextInt());
  }

  /// The identifier as an unsigned number, as people and SDP write it.
  public long value() {
    return Integer.toUnsignedLong(bits);
  }

  @Override
  public String toString() {
    return "0x" + HexFormat.of().toHexDigits(bits);
  }
}
