package ringfence.rtp;

import java.nio.ByteBuffer;

/// What a datagram on a media port is, told by its first two octets, RFC 5761 section 4.
public enum PacketKind {
  RTP,
  RTCP,
  /// Not version 2 of RTP: STUN, DTLS, noise.
  OTHER;

  /// The kind of the datagram between position and limit, which stay as they are.
  public static PacketKind of(ByteBuffer datagram) {
    if (datagram.remaining() < 2) return OTHER;
    int start = datagram.position();
    if ((datagram.get(start) & 0xC0) != 0x80) return OTHER;
    // RFC 5761 4: payload types 64 to 95 are left to RTCP, whose types are these with the M bit.
    int type = datagram.get(start + 1) & 0xFF;
    return type >= 192 && type <= 223 ? RTCP : RTP;
  }
}
