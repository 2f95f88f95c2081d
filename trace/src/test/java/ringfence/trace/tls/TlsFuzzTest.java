package ringfence.trace.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class TlsFuzzTest {
  private static final ProtocolVersion TLS_1_3 = ProtocolVersion.TLS_1_3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls10-ecdhe-cbc",
        "tls12-rsa-cbc256",
        "tls12-mutual",
        "tls13-mutual",
        "tls12-rsa-ccm"
      })
  void octets_that_are_changed_cut_or_missing_never_throw(String name) {
    List<Recording.Chunk> chunks = Recording.chunks(name);
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var secrets = new TlsSecrets();
      secrets.addKeyLog(Recording.keys(name));
      var conversation = Recording.conversation(40_000, secrets);
      for (Recording.Chunk chunk : chunks) {
        List<TlsEvent> events = new ArrayList<>();
        byte[] octets = chunk.octets().toArray();
        if (random.nextInt(3) == 0)
          octets[random.nextInt(octets.length)] ^= (byte) (1 + random.nextInt(255));
        if (random.nextInt(8) == 0) {
          events.addAll(conversation.lost(chunk.direction(), 1 + random.nextInt(500)));
        }
        events.addAll(conversation.feed(chunk.direction(), octets));
        events.forEach(event -> assertThat(event.info()).isNotEmpty());
      }
    }
  }

  @Test
  void handshake_messages_of_noise_are_values() {
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      byte[] octets = new byte[HandshakeReader.HEADER + random.nextInt(200)];
      random.nextBytes(octets);
      octets[0] = (byte) random.nextInt(30);
      var whole = new HandshakeReader.Whole(octets[0], Octets.of(octets), false);
      var version = random.nextBoolean() ? TLS_1_3 : ProtocolVersion.TLS_1_2;
      HandshakeMessage message = HandshakeParser.read(whole, version);
      assertThat(HandshakeWords.line(message)).isNotEmpty();
      assertThat(HandshakeWords.fields(message)).isNotNull();
    }
  }

  @Test
  void a_message_in_records_of_one_octet_costs_no_more_than_its_length() {
    var conversation = Recording.conversation(40_000, new TlsSecrets());
    byte[] header = {1, 3, (byte) 0xFF, (byte) 0xFF};
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (byte each : header) conversation.feed(Direction.FORWARD, record(each));
          for (int i = 0; i < 0x3FFFB; i++) conversation.feed(Direction.FORWARD, record(i));
        });
  }

  private static byte[] record(int octet) {
    return new byte[] {22, 3, 1, 0, 1, (byte) octet};
  }

  @Test
  void a_message_that_is_too_long_is_left_out_and_the_next_is_read() {
    var reader = new HandshakeReader();
    var messages = new ArrayList<HandshakeReader.Whole>();
    messages.addAll(reader.feed(Octets.of(new byte[] {11, (byte) 0xFF, 0, 0})));
    for (int i = 0; i < 0xFF0; i++) messages.addAll(reader.feed(Octets.of(new byte[4096])));
    messages.addAll(reader.feed(Octets.of(new byte[] {14, 0, 0, 0})));

    assertThat(messages).extracting(HandshakeReader.Whole::leftOut).containsExactly(true, false);
    assertThat(HandshakeParser.read(messages.getFirst(), ProtocolVersion.TLS_1_2))
        .isEqualTo(new HandshakeMessage.Malformed(11, "it is too long to be read"));
  }

  @Test
  @Clause("RFC 8879 4")
  void a_certificate_that_unpacks_to_more_than_it_says_is_refused() {
    byte[] packed = packed(new byte[1 << 24]);
    assertThat(packed.length).isLessThan(20_000);

    assertThat(HandshakeParser.read(compressed(100, packed), TLS_1_3))
        .isEqualTo(malformed("it unpacks to another length than it says"));
    assertThat(HandshakeParser.read(compressed(0xFFFFFF, packed), TLS_1_3))
        .isEqualTo(malformed("certificates of 16777215 octets are not unpacked"));
  }

  private static HandshakeMessage malformed(String reason) {
    return new HandshakeMessage.Malformed(25, reason);
  }

  @Test
  @Clause("RFC 8879 4")
  void a_compressed_certificate_is_unpacked() {
    // no context, and a chain of one certificate of two octets without extensions
    byte[] plain = {0, 0, 0, 7, 0, 0, 2, 48, 0, 0, 0};

    assertThat(HandshakeParser.read(compressed(plain.length, packed(plain)), TLS_1_3))
        .isInstanceOf(HandshakeMessage.CertificateMessage.class);
  }

  private static byte[] packed(byte[] plain) {
    var deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
    deflater.end();
    return out.toByteArray();
  }

  private static HandshakeReader.Whole compressed(int length, byte[] packed) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {25, 0, 0, 0, 0, 1});
    out.writeBytes(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length});
    out.writeBytes(
        new byte[] {
          (byte) (packed.length >> 16), (byte) (packed.length >> 8), (byte) packed.length
        });
    out.writeBytes(packed);
    return new HandshakeReader.Whole(25, Octets.of(out.toByteArray()), false);
  }
}
