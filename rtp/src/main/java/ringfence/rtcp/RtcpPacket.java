package ringfence.rtcp;

import java.nio.ByteBuffer;

/// One packet of a compound RTCP packet, RFC 3550 section 6.
public sealed interface RtcpPacket
    permits SenderReport, ReceiverReport, SourceDescription, Goodbye, OtherRtcp {
  /// How many octets `write` writes: a multiple of four.
  int length();

  /// Writes the packet at the buffer's position.
  void write(ByteBuffer out);

  /// Writes the four octets that start every packet; `count` is RC, SC or a subtype.
  static void writeHeader(ByteBuffer out, int count, int type, int length) {
    out.put((byte) (0x80 | count)).put((byte) type).putShort((short) (length / 4 - 1));
  }
}
