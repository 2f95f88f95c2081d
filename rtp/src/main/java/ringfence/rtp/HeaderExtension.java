package ringfence.rtp;

import java.nio.ByteBuffer;

/// A header extension as it came, RFC 3550 section 5.3.1: 16 bits "defined by profile" and its
/// words.
public record HeaderExtension(int profile, ByteBuffer words) {
  public HeaderExtension {
    if (profile >>> 16 != 0) throw new IllegalArgumentException("profile " + profile);
    if (words.remaining() % 4 != 0 || words.remaining() / 4 > 0xFFFF) {
      throw new IllegalArgumentException("an extension of " + words.remaining() + " octets");
    }
    words = words.slice().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer words() {
    return words.duplicate();
  }

  void write(ByteBuffer out) {
    out.putShort((short) profile).putShort((short) (words.remaining() / 4)).put(words());
  }
}
