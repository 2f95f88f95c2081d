package ringfence.trace.decode;

import java.nio.ByteBuffer;

/// Reads IP packets, RFC 791 and RFC 8200, and puts fragments together.
final class IpReader {
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int MOBILITY = 135;

  private final Fragments fragments = new Fragments();
  private final Addresses addresses;

  IpReader(Addresses addresses) {
    this.addresses = addresses;
  }

  IpParsed read(ByteBuffer packet, Moment moment) {
    if (!packet.hasRemaining()) return malformed("RFC 791 3.1", "an empty packet");
    int version = packet.get(packet.position()) >> 4 & 0xF;
    return switch (version) {
      case 4 -> four(packet.slice(), moment);
      case 6 -> six(packet.slice(), moment);
      default -> malformed("RFC 791 3.1", "IP of version " + version);
    };
  }

  private IpParsed four(ByteBuffer in, Moment moment) {
    if (in.remaining() < 20) return malformed("RFC 791 3.1", "shorter than an IPv4 header");
    int header = (in.get(0) & 0xF) * 4;
    int said = in.getShort(2) & 0xFFFF;
    // senders that leave the cutting to their network card are seen with a length of 0
    int length = said == 0 ? in.remaining() : said;
    if (header < 20 || length < header || in.remaining() < header) {
      return malformed("RFC 791 3.1", "a header length of " + header + " in " + length);
    }
    int present = Math.min(length, in.remaining());
    var payload = in.slice(header, present - header);
    var whole =
        new Datagram(
            addresses.four(in, 12),
            addresses.four(in, 16),
            in.get(9) & 0xFF,
            payload,
            length - present);
    int flags = in.getShort(6) & 0xFFFF;
    int offset = (flags & 0x1FFF) * 8;
    boolean more = (flags & 0x2000) != 0;
    if (offset == 0 && !more) return new IpParsed.Whole(whole);
    var piece = new Fragments.Piece(in.getShort(4) & 0xFFFF, offset, more, whole);
    return joined(piece, moment);
  }

  private IpParsed six(ByteBuffer in, Moment moment) {
    if (in.remaining() < 40) return malformed("RFC 8200 3", "shorter than an IPv6 header");
    int said = in.getShort(4) & 0xFFFF;
    int length = said == 0 ? in.remaining() - 40 : said;
    int end = 40 + Math.min(length, in.remaining() - 40);
    int next = in.get(6) & 0xFF;
    int at = 40;
    // RFC 8200 4: extension headers are worked through "in the order they appear in the packet"
    while (isExtension(next)) {
      if (at + 8 > end) return malformed("RFC 8200 4", "shorter than its extension headers");
      if (next == FRAGMENT) break;
      int size = extensionLength(next, in.get(at + 1) & 0xFF);
      next = in.get(at) & 0xFF;
      at += size;
    }
    if (at > end) return malformed("RFC 8200 4", "shorter than its extension headers");
    int missing = 40 + length - end;
    if (next != FRAGMENT)
      return new IpParsed.Whole(sixOf(in, next, in.slice(at, end - at), missing));
    var content = sixOf(in, in.get(at) & 0xFF, in.slice(at + 8, end - at - 8), missing);
    int offset = in.getShort(at + 2) & 0xFFFF;
    var piece = new Fragments.Piece(in.getInt(at + 4), offset & 0xFFF8, (offset & 1) != 0, content);
    // RFC 6946 4: what is whole in one fragment has nothing to do with others
    boolean alone = piece.offset() == 0 && !piece.more();
    IpParsed read = alone ? new IpParsed.Whole(content) : joined(piece, moment);
    return read instanceof IpParsed.Whole(var datagram, var frames)
        ? new IpParsed.Whole(behindExtensions(datagram), frames)
        : read;
  }

  /// RFC 8200 4.5: extension headers "that need be processed only by the final destination" are in
  /// the fragments.
  private static Datagram behindExtensions(Datagram whole) {
    ByteBuffer in = whole.payload().slice();
    int next = whole.protocol();
    int at = 0;
    while (isExtension(next) && next != FRAGMENT && at + 8 <= in.remaining()) {
      int size = extensionLength(next, in.get(at + 1) & 0xFF);
      next = in.get(at) & 0xFF;
      at += size;
    }
    if (at > in.remaining()) return whole;
    var content = in.slice(at, in.remaining() - at);
    return new Datagram(whole.source(), whole.destination(), next, content, whole.missing());
  }

  private static Datagram sixOf(ByteBuffer in, int protocol, ByteBuffer payload, int missing) {
    return new Datagram(Addresses.six(in, 8), Addresses.six(in, 24), protocol, payload, missing);
  }

  private static boolean isExtension(int next) {
    return switch (next) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY -> true;
      default -> false;
    };
  }

  private static int extensionLength(int type, int said) {
    // RFC 4302 2.2: the length of an authentication header is "in 32-bit words ... minus 2"
    return type == AUTHENTICATION ? (said + 2) * 4 : (said + 1) * 8;
  }

  private IpParsed joined(Fragments.Piece piece, Moment moment) {
    if (piece.datagram().missing() > 0) {
      return malformed("RFC 791 3.2", "a fragment that the capture cut short");
    }
    return fragments.add(piece, moment);
  }

  private static IpParsed malformed(String clause, String reason) {
    return new IpParsed.Malformed(clause, reason);
  }
}
