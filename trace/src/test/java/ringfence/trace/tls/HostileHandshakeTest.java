package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ringfence.testkit.Clause;
import ringfence.trace.tls.HandshakeMessage.Malformed;

/// What a stranger's TLS may do to its reader: not more than it says, and what comes after is read.
@Timeout(20)
class HostileHandshakeTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 5061);
  private static final int COMPRESSED_CERTIFICATE = 25;
  private static final int CERTIFICATE = 11;

  /// Of no suite, all zeros.
  private static final byte[] SERVER_HELLO = message(2, 38, new byte[38]);

  private static final int MOST_HELD = 4 << 20;

  @Test
  @Clause("RFC 8879 4")
  void a_bomb_of_compressed_certificates_is_unpacked_no_further_than_it_says() {
    byte[] bomb = packed(64 << 20);
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(read(compressed(1000, bomb))).isEqualTo("it unpacks to another length than it says");
    assertThat(read(compressed((1 << 24) - 1, bomb)))
        .isEqualTo("certificates of 16777215 octets are not unpacked");
    assertThat(read(compressed(1000, new byte[] {1, 2, 3}))).isEqualTo("it cannot be unpacked");
  }

  @Test
  void handshake_messages_without_end_are_left_out_and_what_follows_is_read() {
    var conversation = conversation();
    List<TlsEvent> events = new ArrayList<>();
    byte[] record = record(new byte[1 << 14]);
    conversation.feed(Direction.FORWARD, record(SERVER_HELLO));
    conversation.feed(Direction.FORWARD, record(message(CERTIFICATE, 0xFFFFFF, new byte[0])));
    int left = 0xFFFFFF;
    for (; left > 1 << 14; left -= 1 << 14) {
      events.addAll(conversation.feed(Direction.FORWARD, record));
      assertThat(conversation.held()).isLessThan(MOST_HELD);
    }
    events.addAll(conversation.feed(Direction.FORWARD, record(new byte[left])));
    assertThat(events).noneMatch(TlsEvent.Handshake.class::isInstance);
    events = conversation.feed(Direction.FORWARD, record(message(14, 0, new byte[0])));
    assertThat(events).singleElement().extracting(TlsEvent::info).isEqualTo("Server Hello Done");
  }

  @Test
  void a_handshake_without_end_is_not_kept() {
    var conversation = conversation();
    conversation.feed(Direction.BACKWARD, record(SERVER_HELLO));
    byte[] many = record(message(22, 16_000, new byte[16_000]));
    for (int i = 0; i < 2000; i++) {
      assertThat(conversation.feed(Direction.BACKWARD, many)).hasSize(1);
    }
    assertThat(conversation.held()).isLessThan(MOST_HELD);
  }

  @Test
  void records_that_never_end_or_mean_nothing_are_bounded() {
    var conversation = conversation();
    byte[] empty = record(new byte[0]);
    byte[] octet = {22};
    for (int i = 0; i < 100_000; i++) {
      conversation.feed(Direction.FORWARD, empty);
      conversation.feed(Direction.BACKWARD, octet);
    }
    assertThat(conversation.held()).isLessThan(MOST_HELD);
  }

  private static TlsConversation conversation() {
    return new TlsConversation(HERE, HERE, new TlsSecrets());
  }

  private static byte[] packed(int zeros) {
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    byte[] buffer = new byte[1 << 16];
    for (int left = zeros; left > 0; left -= buffer.length) {
      deflater.setInput(new byte[1 << 16]);
      while (!deflater.needsInput()) out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.finish();
    while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
    deflater.end();
    return out.toByteArray();
  }

  private static byte[] compressed(int says, byte[] packed) {
    var body = ByteBuffer.allocate(8 + packed.length);
    body.putShort((short) 1).put((byte) (says >> 16)).putShort((short) says);
    return body.put((byte) (packed.length >> 16))
        .putShort((short) packed.length)
        .put(packed)
        .array();
  }

  private static String read(byte[] body) {
    var whole =
        new HandshakeReader.Whole(
            COMPRESSED_CERTIFICATE,
            Octets.of(message(COMPRESSED_CERTIFICATE, body.length, body)),
            false);
    return ((Malformed) HandshakeParser.read(whole, ProtocolVersion.TLS_1_3)).reason();
  }

  private static byte[] message(int type, int says, byte[] body) {
    var message = ByteBuffer.allocate(4 + body.length);
    return message
        .put((byte) type)
        .put((byte) (says >> 16))
        .putShort((short) says)
        .put(body)
        .array();
  }

  /// A record of the handshake, RFC 8446 section 5.1.
  private static byte[] record(byte[] fragment) {
    var record = ByteBuffer.allocate(5 + fragment.length);
    record.put((byte) 22).putShort((short) 0x0303).putShort((short) fragment.length);
    return record.put(fragment).array();
  }
}
