package ringfence.rtp;

import java.nio.ByteBuffer;

/// Reads RTP packets one after the other without making an object for any, RFC 3550 section 5.1.
///
/// After `read` gave true the fields are those of that datagram, as long as its bytes stay.
public final class RtpView {
  private ByteBuffer packet = ByteBuffer.allocate(0);
  private int start;
  private int headerLength;
  private int paddingLength;
  private int length;
  private String fault = "";

  /// Looks at the datagram between position and limit, which stay as they are; false when it is no
  /// RTP packet, and then only `fault` may be asked.
  public boolean read(ByteBuffer datagram) {
    packet = datagram;
    start = datagram.position();
    length = datagram.remaining();
    fault = measure();
    return fault.isEmpty();
  }

  private String measure() {
    if (length < RtpHeader.LENGTH) return "shorter than the fixed header";
    if ((octet(0) & 0xC0) != 0x80) return "not version 2";
    headerLength = RtpHeader.LENGTH + 4 * csrcCount();
    if (length < headerLength) return "shorter than its contributing sources";
    if (hasExtension()) {
      if (length < headerLength + 4) return "shorter than its header extension";
      headerLength += 4 + 4 * (packet.getShort(start + headerLength + 2) & 0xFFFF);
      if (length < headerLength) return "shorter than its header extension";
    }
    paddingLength = 0;
    if ((octet(0) & 0x20) == 0) return "";
    // RFC 3550 5.1: "The last octet of the padding contains a count of how many padding octets
    // should be ignored, including itself."
    if (length == headerLength) return "padding without its count";
    paddingLength = octet(length - 1);
    if (paddingLength == 0) return "a padding count of 0";
    return paddingLength > length - headerLength ? "more padding than packet" : "";
  }

  /// Why the last datagram was no RTP packet; empty when it was one.
  public String fault() {
    return fault;
  }

  public boolean marker() {
    return (octet(1) & 0x80) != 0;
  }

  public int payloadType() {
    return octet(1) & 0x7F;
  }

  /// 0 to 65535; `SequenceNumber.distance` compares two.
  public int sequenceNumber() {
    return packet.getShort(start + 2) & 0xFFFF;
  }

  /// 0 to 2^32-1, in units of the payload's clock.
  public long timestamp() {
    return Integer.toUnsignedLong(packet.getInt(start + 4));
  }

  /// The 32 bits of the source identifier.
  public int ssrc() {
    return packet.getInt(start + 8);
  }

  /// Where the payload starts in the datagram's buffer, as an absolute index.
  public int payloadOffset() {
    return start + headerLength;
  }

  /// How long the payload is, without padding.
  public int payloadLength() {
    return length - headerLength - paddingLength;
  }

  /// The fixed fields as a value.
  public RtpHeader header() {
    return new RtpHeader(
        marker(),
        payloadType(),
        new SequenceNumber(sequenceNumber()),
        timestamp(),
        new Ssrc(ssrc()));
  }

  int csrcCount() {
    return octet(0) & 0x0F;
  }

  boolean hasExtension() {
    return (octet(0) & 0x10) != 0;
  }

  int headerLength() {
    return headerLength;
  }

  int paddingLength() {
    return paddingLength;
  }

  private int octet(int at) {
    return packet.get(start + at) & 0xFF;
  }
}
