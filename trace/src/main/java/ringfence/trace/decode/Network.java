package ringfence.trace.decode;

import java.nio.ByteBuffer;

/// What a frame carries above its link: found by its link type, as registered at tcpdump.org.
sealed interface Network {
  /// An IPv4 or IPv6 packet.
  record Ip(ByteBuffer packet) implements Network {}

  /// Something that is not IP.
  record Other(String protocol) implements Network {}

  record Malformed(String reason) implements Network {}

  int ETHERNET = 1;

  /// Looks behind the header of the link.
  static Network of(int linkType, ByteBuffer frame) {
    return switch (linkType) {
      case ETHERNET -> behind(frame, 12, 14);
      // https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html and …_SLL2.html
      case 113 -> behind(frame, 14, 16);
      case 276 -> behind(frame, 0, 20);
      // raw IP: its registered number, those of old systems, and one for each version
      case 12, 14, 101, 228, 229 -> new Ip(frame);
      // BSD loopback: four octets say the family, in the order of one machine or another
      case 0, 108 ->
          frame.remaining() < 4
              ? new Malformed("shorter than a loopback header")
              : new Ip(slice(frame, 4));
      default -> new Other("link type " + linkType);
    };
  }

  /// Behind a header of `length` octets whose EtherType stands at `at`.
  private static Network behind(ByteBuffer frame, int at, int length) {
    if (frame.remaining() < length) return new Malformed("shorter than its link header");
    int type = frame.getShort(frame.position() + at) & 0xFFFF;
    return behindTags(type, slice(frame, length));
  }

  /// IEEE 802.1Q 9.6: a tag is two octets of its own and the EtherType of what follows.
  private static Network behindTags(int type, ByteBuffer content) {
    int found = type;
    int at = content.position();
    while (isTag(found)) {
      if (content.limit() - at < 4) return new Malformed("shorter than its VLAN tag");
      found = content.getShort(at + 2) & 0xFFFF;
      at += 4;
    }
    return switch (found) {
      case 0x0800, 0x86DD -> new Ip(content.slice(at, content.limit() - at));
      case 0x0806 -> new Other("ARP");
      default -> new Other("EtherType 0x%04x".formatted(found));
    };
  }

  private static boolean isTag(int type) {
    return type == 0x8100 || type == 0x88A8 || type == 0x9100;
  }

  private static ByteBuffer slice(ByteBuffer frame, int from) {
    return frame.slice(frame.position() + from, frame.remaining() - from);
  }
}
