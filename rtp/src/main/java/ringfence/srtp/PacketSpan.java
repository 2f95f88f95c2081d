package ringfence.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The octets of the packet in work, in an array; one span serves every packet of its owner.
///
/// A buffer with an array is worked on in place; another one by way of an array of the span's own.
final class PacketSpan {
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final int RTP_HEADER = 12;
  private static final int RTCP_HEADER = 8;

  private byte[] own = new byte[0];
  byte[] bytes = own;

  /// Where the packet starts in `bytes`.
  int offset;

  /// How long the packet is, header and all.
  int length;

  /// How much of its front stays in clear.
  int clear;

  /// The packet index of RTP or RTCP.
  long index;

  /// Takes what is between position and limit, with `room` octets behind it to write.
  void load(ByteBuffer packet, int room) {
    length = packet.remaining();
    if (packet.capacity() - packet.limit() < room) {
      throw new IllegalArgumentException("the buffer needs " + room + " octets behind the packet");
    }
    if (packet.hasArray()) {
      bytes = packet.array();
      offset = packet.arrayOffset() + packet.position();
      return;
    }
    if (own.length < length + room) own = new byte[length + room];
    packet.get(packet.position(), own, 0, length);
    bytes = own;
    offset = 0;
  }

  /// Gives the packet back at its length now, which becomes the buffer's limit.
  void store(ByteBuffer packet) {
    packet.limit(packet.position() + length);
    if (!packet.hasArray()) packet.put(packet.position(), own, 0, length);
  }

  /// Finds the header of an RTP packet of `content` octets, RFC 3550 section 5.1; false when it has
  /// none.
  boolean readRtpHeader(int content) {
    if (content < RTP_HEADER || (octet(0) & 0xC0) != 0x80) return false;
    clear = RTP_HEADER + 4 * (octet(0) & 0x0F);
    if ((octet(0) & 0x10) == 0) return clear <= content;
    if (clear + 4 > content) return false;
    clear += 4 + 4 * ((short) SHORTS.get(bytes, offset + clear + 2) & 0xFFFF);
    return clear <= content;
  }

  /// The same for the first header of a compound RTCP packet.
  boolean readRtcpHeader(int content) {
    clear = RTCP_HEADER;
    if (content < RTCP_HEADER || (octet(0) & 0xC0) != 0x80) return false;
    return octet(1) >= 192 && octet(1) <= 223;
  }

  int sequenceNumber() {
    return (short) SHORTS.get(bytes, offset + 2) & 0xFFFF;
  }

  int ssrcOfRtp() {
    return word(8);
  }

  int ssrcOfRtcp() {
    return word(4);
  }

  /// The 32 bits at `at` octets from the packet's start.
  int word(int at) {
    return (int) INTS.get(bytes, offset + at);
  }

  void word(int at, int value) {
    INTS.set(bytes, offset + at, value);
  }

  private int octet(int at) {
    return bytes[offset + at] & 0xFF;
  }
}
