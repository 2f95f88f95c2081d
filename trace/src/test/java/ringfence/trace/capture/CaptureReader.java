package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads a capture back, on its own terms: every length, checksum and padding is checked on the
/// way.
final class CaptureReader {
  /// A packet as it stands in the file.
  record Packet(Instant time, byte[] bytes, String comment) {
    int protocol() {
      return bytes[0] >> 4 == 4 ? bytes[9] : bytes[6];
    }

    int headerLength() {
      return bytes[0] >> 4 == 4 ? 20 : 40;
    }

    /// The transport's header and what it carries.
    ByteBuffer transport() {
      return ByteBuffer.wrap(bytes, headerLength(), bytes.length - headerLength()).slice();
    }

    byte[] payload() {
      var transport = transport();
      int header = protocol() == 17 ? 8 : (transport.get(12) >> 4 & 0xF) * 4;
      return Arrays.copyOfRange(bytes, headerLength() + header, bytes.length);
    }

    String text() {
      return new String(payload(), StandardCharsets.UTF_8);
    }
  }

  private CaptureReader() {}

  static List<Packet> read(byte[] file) {
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Packet> packets = new ArrayList<>();
    var section = block(in, 0x0A0D0D0A);
    assertThat(section.getInt()).isEqualTo(0x1A2B3C4D);
    assertThat(section.getShort()).isEqualTo((short) 1);
    var link = block(in, 1);
    assertThat(link.getShort()).isEqualTo((short) 101);
    assertThat(link.getShort()).isZero();
    assertThat(link.getInt()).isZero();
    // if_tsresol: nanoseconds
    assertThat(link.getShort()).isEqualTo((short) 9);
    assertThat(link.getShort()).isEqualTo((short) 1);
    assertThat(link.getInt()).isEqualTo(9);
    while (in.hasRemaining()) {
      boolean secrets = in.getInt(in.position()) == 10;
      ByteBuffer body = block(in, secrets ? 10 : 6);
      if (!secrets) packets.add(packet(body));
    }
    return packets;
  }

  /// The body of the next block, whose two lengths agree and are a multiple of four.
  private static ByteBuffer block(ByteBuffer in, int type) {
    int start = in.position();
    assertThat(in.getInt()).isEqualTo(type);
    int length = in.getInt();
    assertThat(length % 4).isZero();
    assertThat(in.getInt(start + length - 4)).isEqualTo(length);
    in.position(start + length);
    return in.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Packet packet(ByteBuffer body) {
    assertThat(body.getInt()).isZero();
    long nanos = (long) body.getInt() << 32 | body.getInt() & 0xFFFFFFFFL;
    int captured = body.getInt();
    assertThat(body.getInt()).isEqualTo(captured);
    byte[] bytes = new byte[captured];
    body.get(bytes);
    while (body.position() % 4 != 0) assertThat(body.get()).isZero();
    String comment = "";
    if (body.hasRemaining()) {
      assertThat(body.getShort()).isEqualTo((short) 1);
      byte[] text = new byte[body.getShort()];
      body.get(text);
      comment = new String(text, StandardCharsets.UTF_8);
      while (body.position() % 4 != 0) assertThat(body.get()).isZero();
      assertThat(body.getInt()).isZero();
    }
    assertThat(body.hasRemaining()).isFalse();
    checkSums(bytes);
    return new Packet(Instant.ofEpochSecond(0, nanos), bytes, comment);
  }

  /// The sum over data with a right checksum in it is all ones, RFC 1071.
  private static void checkSums(byte[] packet) {
    boolean four = packet[0] >> 4 == 4;
    int header = four ? 20 : 40;
    var in = ByteBuffer.wrap(packet);
    if (four) {
      assertThat(in.getShort(2) & 0xFFFF).isEqualTo(packet.length);
      assertThat(sum(Arrays.copyOf(packet, 20))).isEqualTo(0xFFFF);
    } else {
      assertThat(in.getShort(4) & 0xFFFF).isEqualTo(packet.length - 40);
    }
    int protocol = four ? packet[9] : packet[6];
    if (protocol == 17)
      assertThat(in.getShort(header + 4) & 0xFFFF).isEqualTo(packet.length - header);
    var pseudo = ByteBuffer.allocate(40 + packet.length);
    pseudo
        .put(packet, four ? 12 : 8, four ? 8 : 32)
        .putInt(packet.length - header)
        .putInt(protocol);
    pseudo.put(packet, header, packet.length - header);
    assertThat(sum(pseudo.array())).isEqualTo(0xFFFF);
    if (protocol == 17) assertThat(in.getShort(header + 6)).isNotZero();
  }

  private static int sum(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) sum += (bytes[i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
    while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
    return sum;
  }
}
