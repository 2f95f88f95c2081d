package ringfence.rtcp;

import java.nio.ByteBuffer;

/// A packet of a type that this room does not read (APP, feedback, extended reports), kept as it
/// came: `count` is the five bits beside the version, `content` what follows the first four octets.
public record OtherRtcp(int count, int type, ByteBuffer content) implements RtcpPacket {
  public OtherRtcp {
    if (count >>> 5 != 0) throw new IllegalArgumentException("count " + count);
    if (type < 192 || type > 223) throw new IllegalArgumentException("RTCP type " + type);
    if (content.remaining() % 4 != 0 || content.remaining() / 4 > 0xFFFF) {
      throw new IllegalArgumentException("a content of " + content.remaining() + " octets");
    }
    content = content.slice().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer content() {
    return content.duplicate();
  }

  @Override
  public int length() {
    return 4 + content.remaining();
  }

  @Override
  public void write(ByteBuffer out) {
    RtcpPacket.writeHeader(out, count, type, length());
    out.put(content());
  }
}
