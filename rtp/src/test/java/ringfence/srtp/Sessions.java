package ringfence.srtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The vectors of `srtp/packets.txt`, and what tests of packets share.
record Sessions(
    String name,
    ProtectionProfile profile,
    IdentifiedKey key,
    List<String> keys,
    List<Packet> rtp,
    List<Packet> rtcp) {
  record Packet(long counter, byte[] plain, byte[] protectedForm) {}

  @Override
  public String toString() {
    return name;
  }

  static List<Sessions> all() {
    List<Sessions> all = new ArrayList<>();
    for (String line : lines("/srtp/packets.txt")) {
      String[] field = line.split(" ");
      switch (field[0]) {
        case "session" -> all.add(session(field));
        case "keys" -> all.getLast().keys.addAll(List.of(field).subList(1, field.length));
        case "rtp" -> all.getLast().rtp.add(packet(field));
        case "rtcp" -> all.getLast().rtcp.add(packet(field));
        default -> throw new AssertionError(line);
      }
    }
    return all;
  }

  private static Sessions session(String[] field) {
    var key = new MasterKey(hex(field[3]), hex(field[4]));
    var identifier = new KeyIdentifier(field[5].replace("-", ""));
    return new Sessions(
        field[1],
        ProtectionProfile.valueOf(field[2]),
        new IdentifiedKey(key, identifier, IdentifiedKey.LONGEST),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static Packet packet(String[] field) {
    return new Packet(Long.parseLong(field[1]), hex(field[2]), hex(field[3]));
  }

  static List<String> lines(String resource) {
    try (var in = Sessions.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(it -> !it.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /// A buffer that holds the packet with room behind it.
  static ByteBuffer roomy(byte[] packet) {
    return ByteBuffer.allocate(packet.length + 64).put(packet).flip();
  }

  static byte[] bytes(ByteBuffer packet) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(packet.position(), bytes);
    return bytes;
  }
}
