package ringfence.trace.capture;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// IP packets made up for a capture, RFC 791 and RFC 8200, with a UDP datagram or a TCP segment in
/// them and every checksum right.
final class IpPacket {
  static final int SYN = 0x02;
  static final int ACK = 0x10;
  static final int PUSH = 0x08;
  static final int FIN = 0x01;
  static final int RST = 0x04;

  /// What fits in any IP packet beside its headers.
  static final int MOST_PAYLOAD = 65_535 - 60 - 60;

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int HOP_LIMIT = 64;

  private IpPacket() {}

  /// The sequence numbers and flags of a TCP segment.
  record Segment(int sequence, int acknowledgement, int flags) {}

  static byte[] udp(InetSocketAddress source, InetSocketAddress destination, byte[] payload) {
    var datagram = ByteBuffer.allocate(8 + payload.length);
    datagram.putShort((short) source.getPort()).putShort((short) destination.getPort());
    datagram.putShort((short) datagram.capacity()).putShort((short) 0).put(payload);
    int sum =
        checksum(pseudoHeader(source, destination, UDP, datagram.capacity()), datagram.array());
    // RFC 768: "If the computed checksum is zero, it is transmitted as all ones"
    datagram.putShort(6, (short) (sum == 0 ? 0xFFFF : sum));
    return ip(source.getAddress(), destination.getAddress(), UDP, datagram.array());
  }

  /// A TCP segment, RFC 9293 section 3.1; a SYN carries the options of a large window, so that no
  /// reader takes the made-up sender for one that waits.
  static byte[] tcp(
      InetSocketAddress source, InetSocketAddress destination, Segment segment, byte[] payload) {
    byte[] options =
        (segment.flags() & SYN) == 0
            ? new byte[0]
            : new byte[] {2, 4, (byte) 0xFF, (byte) 0xD7, 3, 3, 14, 0};
    int header = 20 + options.length;
    var bytes = ByteBuffer.allocate(header + payload.length);
    bytes.putShort((short) source.getPort()).putShort((short) destination.getPort());
    bytes.putInt(segment.sequence()).putInt(segment.acknowledgement());
    bytes.put((byte) ((header / 4) << 4)).put((byte) segment.flags()).putShort((short) 0xFFFF);
    bytes.putInt(0).put(options).put(payload);
    int sum = checksum(pseudoHeader(source, destination, TCP, bytes.capacity()), bytes.array());
    bytes.putShort(16, (short) sum);
    return ip(source.getAddress(), destination.getAddress(), TCP, bytes.array());
  }

  private static byte[] ip(InetAddress source, InetAddress destination, int protocol, byte[] data) {
    return source instanceof Inet4Address && destination instanceof Inet4Address
        ? ipv4(source, destination, protocol, data)
        : ipv6(source, destination, protocol, data);
  }

  private static byte[] ipv4(
      InetAddress source, InetAddress destination, int protocol, byte[] data) {
    var packet = ByteBuffer.allocate(20 + data.length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.putShort((short) 0).putShort((short) 0x4000); // do not fragment, so no identification
    packet.put((byte) HOP_LIMIT).put((byte) protocol).putShort((short) 0);
    packet.put(source.getAddress()).put(destination.getAddress());
    packet.putShort(10, (short) checksum(Arrays.copyOf(packet.array(), 20)));
    return packet.put(data).array();
  }

  private static byte[] ipv6(
      InetAddress source, InetAddress destination, int protocol, byte[] data) {
    var packet = ByteBuffer.allocate(40 + data.length);
    packet.putInt(6 << 28).putShort((short) data.length);
    packet.put((byte) protocol).put((byte) HOP_LIMIT);
    packet.put(sixteen(source)).put(sixteen(destination));
    return packet.put(data).array();
  }

  private static byte[] pseudoHeader(
      InetSocketAddress source, InetSocketAddress destination, int protocol, int length) {
    InetAddress from = source.getAddress();
    InetAddress to = destination.getAddress();
    if (from instanceof Inet4Address && to instanceof Inet4Address) {
      var header = ByteBuffer.allocate(12).put(from.getAddress()).put(to.getAddress());
      return header.put((byte) 0).put((byte) protocol).putShort((short) length).array();
    }
    var header = ByteBuffer.allocate(40).put(sixteen(from)).put(sixteen(to));
    return header.putInt(length).putInt(protocol).array();
  }

  /// An IPv4 address beside an IPv6 one is written as mapped, RFC 4291 section 2.5.5.2.
  private static byte[] sixteen(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 16) return bytes;
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    System.arraycopy(bytes, 0, mapped, 12, 4);
    return mapped;
  }

  /// The Internet checksum over the parts as if they were one, RFC 1071; all but the last have an
  /// even length.
  private static int checksum(byte[]... parts) {
    long sum = 0;
    for (byte[] part : parts) {
      for (int i = 0; i < part.length; i++) {
        int value = part[i] & 0xFF;
        sum += i % 2 == 0 ? value << 8 : value;
      }
    }
    while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
    return (int) ~sum & 0xFFFF;
  }
}
