package ringfence.rtp;

import java.nio.ByteBuffer;

/// The fields that every RTP packet has, RFC 3550 section 5.1.
///
/// `timestamp` is in units of the payload's clock, 0 to 2^32-1.
public record RtpHeader(
    boolean marker, int payloadType, SequenceNumber sequenceNumber, long timestamp, Ssrc ssrc) {
  /// The octets of a header without contributing sources and extension.
  public static final int LENGTH = 12;

  public RtpHeader {
    if (payloadType < 0 || payloadType > 127) {
      throw new IllegalArgumentException("payload type " + payloadType);
    }
    if (timestamp >>> 32 != 0) throw new IllegalArgumentException("timestamp " + timestamp);
  }

  /// Writes the plain header of a packet: no padding, no extension, no contributing source.
  public void write(ByteBuffer out) {
    write(out, 0);
  }

  /// Writes the header with the padding and extension bits and the CSRC count of `flags`.
  void write(ByteBuffer out, int flags) {
    out.put((byte) (0x80 | flags));
    out.put((byte) (marker ? 0x80 | payloadType : payloadType));
    out.putShort((short) sequenceNumber.value());
    out.putInt((int) timestamp);
    out.putInt(ssrc.bits());
  }
}
