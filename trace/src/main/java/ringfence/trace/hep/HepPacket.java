package ringfence.trace.hep;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Observed;

/// Writes a SIP message as a packet of HEP3: `HEP3`, the length of it all, and chunks of vendor,
/// type, length and value, each in network byte order.
final class HepPacket {
  /// What it may be at most: its length has two octets.
  private static final int MOST = 0xFFFF;

  private static final int GENERIC = 0;
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int SIP = 1;

  /// The generic chunk types of the specification, section "Chunk types".
  private enum Chunk {
    FAMILY(1),
    PROTOCOL(2),
    IPV4_SOURCE(3),
    IPV4_DESTINATION(4),
    IPV6_SOURCE(5),
    IPV6_DESTINATION(6),
    SOURCE_PORT(7),
    DESTINATION_PORT(8),
    SECONDS(9),
    MICROSECONDS(10),
    PROTOCOL_TYPE(11),
    AGENT(12),
    KEY(14),
    PAYLOAD(15);

    private final int number;

    Chunk(int number) {
      this.number = number;
    }
  }

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(octets);

  private HepPacket() {}

  /// The packet; no octets for a message that is too long for one.
  ///
  /// @param agent the number by which the server knows us
  /// @param key what the server asks for; empty for none
  /// @param payload the message as it is to be seen
  static byte[] of(Observed seen, int agent, byte[] key, byte[] payload) {
    try {
      return new HepPacket().write(seen, agent, key, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a buffer in memory takes everything
    }
  }

  private byte[] write(Observed seen, int agent, byte[] key, byte[] payload) throws IOException {
    out.writeBytes("HEP3");
    out.writeShort(0); // the length, once it is known
    InetAddress source = seen.source().getAddress();
    InetAddress destination = seen.destination().getAddress();
    boolean four = source instanceof Inet4Address && destination instanceof Inet4Address;
    octet(Chunk.FAMILY, four ? IPV4 : IPV6);
    octet(Chunk.PROTOCOL, seen.carrier() == Carrier.UDP ? UDP : TCP);
    chunk(four ? Chunk.IPV4_SOURCE : Chunk.IPV6_SOURCE, address(source, four));
    chunk(four ? Chunk.IPV4_DESTINATION : Chunk.IPV6_DESTINATION, address(destination, four));
    number16(Chunk.SOURCE_PORT, seen.source().getPort());
    number16(Chunk.DESTINATION_PORT, seen.destination().getPort());
    Instant time = seen.time();
    number32(Chunk.SECONDS, (int) time.getEpochSecond());
    number32(Chunk.MICROSECONDS, time.getNano() / 1000);
    octet(Chunk.PROTOCOL_TYPE, SIP);
    number32(Chunk.AGENT, agent);
    if (key.length > 0) chunk(Chunk.KEY, key);
    chunk(Chunk.PAYLOAD, payload);
    byte[] packet = octets.toByteArray();
    if (packet.length > MOST) return new byte[0];
    packet[4] = (byte) (packet.length >> 8);
    packet[5] = (byte) packet.length;
    return packet;
  }

  /// An IPv4 address beside an IPv6 one is written as RFC 4291 section 2.5.5.2 maps it.
  private static byte[] address(InetAddress address, boolean four) {
    byte[] plain = address.getAddress();
    if (four || plain.length == 16) return plain;
    var mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    System.arraycopy(plain, 0, mapped, 12, plain.length);
    return mapped;
  }

  private void octet(Chunk chunk, int value) throws IOException {
    head(chunk, 1);
    out.writeByte(value);
  }

  private void number16(Chunk chunk, int value) throws IOException {
    head(chunk, 2);
    out.writeShort(value);
  }

  private void number32(Chunk chunk, int value) throws IOException {
    head(chunk, 4);
    out.writeInt(value);
  }

  private void chunk(Chunk chunk, byte[] value) throws IOException {
    head(chunk, value.length);
    out.write(value);
  }

  /// The length of a chunk has its head of six octets in it.
  private void head(Chunk chunk, int length) throws IOException {
    out.writeShort(GENERIC);
    out.writeShort(chunk.number);
    out.writeShort(length + 6);
  }
}
