package ringfence.trace.decode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The packet that an ICMP error is about, whose beginning it quotes: RFC 792 and RFC 4443 section
/// 3.
///
/// @param protocol as registered by IANA
/// @param source with port 0 where the packet has none
public record Quoted(int protocol, InetSocketAddress source, InetSocketAddress destination) {
  private static final int ICMP = 1;

  /// What stands before the packet: type, code, checksum and four octets more.
  private static final int BEFORE = 8;

  /// What a message quotes; empty for one that is no error.
  static Optional<Quoted> of(Datagram icmp) {
    ByteBuffer in = icmp.payload().slice();
    if (in.remaining() < BEFORE || !isError(icmp.protocol(), in.get(0) & 0xFF)) {
      return Optional.empty();
    }
    ByteBuffer packet = in.slice(BEFORE, in.remaining() - BEFORE);
    return icmp.protocol() == ICMP ? four(packet) : six(packet);
  }

  private static boolean isError(int protocol, int type) {
    if (protocol != ICMP) return type >= 1 && type <= 4;
    return switch (type) {
      case 3, 4, 5, 11, 12 -> true;
      default -> false;
    };
  }

  private static Optional<Quoted> four(ByteBuffer packet) {
    if (packet.remaining() < 20) return Optional.empty();
    boolean first = (packet.getShort(6) & 0x1FFF) == 0;
    var ends = new Ends(Addresses.made(packet, 12, 4), Addresses.made(packet, 16, 4));
    int content = first ? (packet.get(0) & 0xF) * 4 : packet.limit();
    return Optional.of(behind(packet.get(9) & 0xFF, ends, from(packet, content)));
  }

  private static Optional<Quoted> six(ByteBuffer packet) {
    if (packet.remaining() < 40) return Optional.empty();
    var ends = new Ends(Addresses.made(packet, 8, 16), Addresses.made(packet, 24, 16));
    return Optional.of(behind(packet.get(6) & 0xFF, ends, from(packet, 40)));
  }

  private record Ends(InetAddress source, InetAddress destination) {}

  /// TCP and UDP begin with their ports.
  private static Quoted behind(int protocol, Ends ends, ByteBuffer content) {
    boolean ported = protocol == Datagram.UDP || protocol == Datagram.TCP;
    boolean there = ported && content.remaining() >= 4;
    int source = there ? content.getShort(0) & 0xFFFF : 0;
    int destination = there ? content.getShort(2) & 0xFFFF : 0;
    return new Quoted(
        protocol,
        new InetSocketAddress(ends.source(), source),
        new InetSocketAddress(ends.destination(), destination));
  }

  private static ByteBuffer from(ByteBuffer packet, int at) {
    int begin = Math.min(at, packet.limit());
    return packet.slice(begin, packet.limit() - begin);
  }
}
