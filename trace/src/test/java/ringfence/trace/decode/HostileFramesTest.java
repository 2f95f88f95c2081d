package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.decoded;
import static ringfence.trace.decode.Frames.octets;
import static ringfence.trace.decode.Frames.raw;
import static ringfence.trace.decode.Frames.recorded;
import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.Carrier;

/// What a stranger's capture may do to its reader: no more than it is long, each fault is said with
/// its frame and reason, and the next frame is read.
@Timeout(30)
class HostileFramesTest {
  private static final String ONE = "192.0.2.30:5060";
  private static final String TWO = "192.0.2.11:5060";
  private static final String SAID = "SIP Request: OPTIONS sip:a@b.example";

  private final Decoder decoder = new Decoder(Knowledge.none());
  private long number;

  @Test
  @Clause("RFC 8200 4.5")
  void fragments_without_end_are_forgotten_oldest_first() {
    List<byte[]> pieces =
        Fragmented.of(octets(recorded(seen(Carrier.UDP, ONE, TWO, options(2000))).getFirst()), 400);
    decoder.read(next(pieces.getFirst()));
    for (int other = 100; other < 100 + 5000; other++) {
      byte[] piece = pieces.getFirst().clone();
      ByteBuffer.wrap(piece).putShort(4, (short) other);
      assertThat(info(decoder.read(next(piece)))).containsExactly("IP Fragment");
    }
    List<Row> rows = new ArrayList<>();
    for (byte[] piece : pieces.subList(1, pieces.size())) rows.addAll(decoder.read(next(piece)));
    assertThat(info(rows)).containsOnly("IP Fragment");
    goesOn();
  }

  @Test
  @Clause("RFC 8200 4.5")
  void a_datagram_in_fragments_without_end_is_given_up() {
    byte[] whole = octets(recorded(seen(Carrier.UDP, ONE, TWO, options(2000))).getFirst());
    List<Row> rows = new ArrayList<>();
    for (byte[] piece : Fragmented.of(whole, 8).subList(1, 200))
      rows.addAll(decoder.read(next(piece)));
    assertThat(info(rows))
        .containsOnlyOnce("IP Malformed: a datagram in too many fragments (RFC 8200 4.5)");
    goesOn();
  }

  /// Each frame is as long as a frame can be, and its fragment eight octets.
  @Test
  void what_waits_does_not_hold_the_frame_around_it() {
    byte[] piece =
        Fragmented.of(octets(recorded(seen(Carrier.UDP, ONE, TWO, options(100))).getFirst()), 8)
            .getFirst();
    long frames = Runtime.getRuntime().maxMemory() / (1 << 20) + 16;
    for (int i = 0; i < Math.min(frames, 1000); i++) {
      byte[] padded = Arrays.copyOf(piece, 1 << 20);
      ByteBuffer.wrap(padded).putShort(4, (short) i);
      decoder.read(next(padded));
    }
    goesOn();
  }

  @Test
  void segments_behind_a_gap_that_is_never_filled_are_given_out_behind_it() {
    List<Frame> opening = recorded(seen(Carrier.TCP, ONE, TWO, options(10)));
    opening.forEach(decoder::read);
    byte[] segment = octets(opening.getLast());
    List<Row> rows = new ArrayList<>();
    for (int i = 2; i < 3000; i++) {
      byte[] later = segment.clone();
      var header = ByteBuffer.wrap(later);
      header.putInt(24, header.getInt(24) + i * (segment.length - 40));
      rows.addAll(decoder.read(next(later)));
    }
    assertThat(info(rows)).anyMatch(it -> it.endsWith("octets are not in the capture"));
    assertThat(info(rows)).filteredOn(SAID::equals).hasSizeGreaterThan(2900);
    goesOn();
  }

  @Test
  void a_message_over_TCP_without_end_is_said_and_the_next_connection_read() {
    List<Frame> frames = recorded(seen(Carrier.TCP, ONE, TWO, options(10)));
    frames.forEach(decoder::read);
    byte[] more = octets(frames.getLast());
    byte[] endless = Arrays.copyOf(more, 40 + 1400);
    Arrays.fill(endless, 40, endless.length, (byte) 'A');
    byte[] start = "INVITE sip:a@b.example SIP/2.0\r\nSubject: ".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, endless, 40, start.length);
    ByteBuffer.wrap(endless).putShort(2, (short) endless.length);
    int at = ByteBuffer.wrap(more).getInt(24) + more.length - 40;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++, at += 1400) {
      ByteBuffer.wrap(endless).putInt(24, at);
      rows.addAll(decoder.read(next(endless.clone())));
      Arrays.fill(endless, 40, endless.length, (byte) 'A');
    }
    assertThat(info(rows)).anyMatch(it -> it.startsWith("SIP Malformed: "));
    goesOn();
  }

  @Test
  @Clause("RFC 2046 5.1.1")
  void multipart_in_multipart_is_read_four_deep() {
    assertThat(decodedNested(3)).startsWith("SIP/SDP ");
    assertThat(decodedNested(900)).startsWith("SIP Request: ");
    goesOn();
  }

  private String decodedNested(int deep) {
    String body = CallFrames.description("192.0.2.30", 5004, "sendrecv");
    String type = "application/sdp";
    for (int i = 0; i < deep; i++) {
      body = "--b%1$d\r\nContent-Type: %2$s\r\n\r\n%3$s\r\n--b%1$d--\r\n".formatted(i, type, body);
      type = "multipart/mixed;boundary=b" + i;
    }
    String message = CallFrames.message("INVITE sip:a@b.example SIP/2.0", type, body);
    return info(decoder.read(recorded(seen(Carrier.UDP, ONE, TWO, message)).getFirst())).getFirst();
  }

  @Test
  void HEP_within_HEP_is_a_datagram_of_another_protocol() {
    byte[] inner = options(10).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1000; i++) {
      var outer =
          ByteBuffer.allocate(inner.length + 12).put("HEP3".getBytes(StandardCharsets.UTF_8));
      outer.putShort((short) outer.capacity()).putShort((short) 0).putShort((short) 15);
      inner = outer.putShort((short) (inner.length + 6)).put(inner).array();
    }
    assertThat(
            info(
                decoder.read(recorded(seen(Carrier.UDP, ONE, "192.0.2.1:9060", inner)).getFirst())))
        .singleElement()
        .asString()
        .startsWith("UDP");
    goesOn();
  }

  private void goesOn() {
    List<Frame> good = recorded(seen(Carrier.UDP, "192.0.2.77:5060", TWO, options(10)));
    assertThat(decoded(decoder, good)).endsWith("1 " + SAID);
  }

  private Frame next(byte[] packet) {
    return raw(++number, packet);
  }

  private static List<String> info(List<Row> rows) {
    return rows.stream().map(it -> it.content().protocol() + " " + it.content().info()).toList();
  }

  private static String options(int body) {
    return """
    OPTIONS sip:a@b.example SIP/2.0
    Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK1
    From: <sip:a@b.example>;tag=1
    To: <sip:a@b.example>
    Call-ID: one
    CSeq: 1 OPTIONS
    Content-Length: %d

    """
            .formatted(body)
            .replace("\n", "\r\n")
        + "x".repeat(body);
  }
}
