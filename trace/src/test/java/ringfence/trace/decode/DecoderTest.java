package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Frames.decoded;
import static ringfence.trace.decode.Frames.octets;
import static ringfence.trace.decode.Frames.raw;
import static ringfence.trace.decode.Frames.recorded;
import static ringfence.trace.decode.Frames.seen;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureInterface;
import ringfence.trace.capture.CaptureItem;
import ringfence.trace.capture.CaptureItem.Frame;
import ringfence.trace.capture.Carrier;

class DecoderTest {
  private static final String UNIT = "192.0.2.30:16000";
  private static final String PROXY = "192.0.2.11:5062";

  private static String options(String callId, String body) {
    return """
    OPTIONS sip:101@192.0.2.11:5062 SIP/2.0
    Via: SIP/2.0/TCP 192.0.2.30:16000;branch=z9hG4bK1
    From: <sip:100@192.0.2.11>;tag=1
    To: <sip:101@192.0.2.11>
    Call-ID: %s
    CSeq: 1 OPTIONS
    Content-Length: %d

    """
            .formatted(callId, body.length())
            .replace("\n", "\r\n")
        + body;
  }

  private static final String REQUEST = "SIP Request: OPTIONS sip:101@192.0.2.11:5062";

  @Test
  @Clause("RFC 3261 18")
  void SIP_over_UDP_and_TCP_is_listed_with_the_frame_that_completes_it() {
    var frames =
        recorded(
            seen(Carrier.UDP, UNIT, PROXY, options("a", "")),
            seen(Carrier.TCP, UNIT, PROXY, options("b", "x".repeat(70_000))),
            seen(Carrier.TCP, UNIT, PROXY, "\r\n\r\n"),
            seen(Carrier.TCP, PROXY, UNIT, "\r\n"));
    assertThat(decoded(frames))
        .containsExactly(
            "1 " + REQUEST,
            "2 TCP 16000 → 5062 [SYN] Len=0",
            "3 TCP 5062 → 16000 [SYN, ACK] Len=0",
            "4 TCP 16000 → 5062 [ACK] Len=0",
            "5 TCP 16000 → 5062 [PSH, ACK] Len=65415",
            "6 " + REQUEST,
            "7 SIP Keep-alive: ping (CRLF CRLF)",
            "8 SIP Keep-alive: pong (CRLF)");
  }

  @Test
  @Clause("RFC 9293 3.4")
  void segments_that_come_late_or_twice_make_the_same_messages() {
    var frames = tcp("one", "two", "three");
    var mixed =
        List.of(
            frames.get(0),
            frames.get(1),
            frames.get(2),
            frames.get(4),
            frames.get(3),
            frames.get(3),
            frames.get(5));
    assertThat(decoded(mixed).stream().filter(it -> it.contains("SIP")))
        .containsExactly("4 " + REQUEST, "4 " + REQUEST, "6 " + REQUEST);
    assertThat(decoded(mixed))
        .contains("4 TCP 16000 → 5062 [PSH, ACK] Len=" + options("one", "").length());
  }

  @Test
  void a_lost_segment_is_said_after_a_second_and_the_next_message_is_read() {
    var frames = new ArrayList<>(tcp("one", "two", "three", "four"));
    frames.remove(4);
    frames.set(5, later(frames.get(5)));
    assertThat(decoded(frames).subList(3, 7))
        .containsExactly(
            "4 " + REQUEST,
            "6 TCP 16000 → 5062 [PSH, ACK] Len=" + options("three", "").length(),
            "7 TCP Malformed: " + options("two", "").length() + " octets are not in the capture",
            "7 " + REQUEST);
  }

  @Test
  void what_waits_at_the_end_of_the_capture_is_read_too() {
    var frames = new ArrayList<>(tcp("one", "two", "three"));
    frames.remove(4);
    assertThat(decoded(frames))
        .endsWith(
            "6 TCP Malformed: " + options("two", "").length() + " octets are not in the capture",
            "6 " + REQUEST);
  }

  @Test
  void a_connection_whose_beginning_was_not_captured_is_read_from_the_next_message() {
    var frames =
        recorded(
            seen(Carrier.TCP, UNIT, PROXY, options("a", "x".repeat(70_000))),
            seen(Carrier.TCP, UNIT, PROXY, options("b", "")));
    assertThat(decoded(frames.subList(4, 6)))
        .containsExactly(
            "5 TCP 16000 → 5062 [PSH, ACK] Len="
                + (options("a", "x".repeat(70_000)).length() - 65_415),
            "6 " + REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0000000000000000000000000800",
    "1, 000000000000000000000000810000058100000a0800",
    "113, 00000001000600000000000000000800",
    "276, 0800000000000001000100060000000000000000",
    "0, 02000000",
    "108, 00000002",
    "101, ''",
    "228, ''"
  })
  void every_link_type_leads_to_IP(int linkType, String header) {
    byte[] before = java.util.HexFormat.of().parseHex(header);
    byte[] packet = octets(recorded(seen(Carrier.UDP, UNIT, PROXY, options("a", ""))).getFirst());
    var whole = ByteBuffer.allocate(before.length + packet.length).put(before).put(packet).flip();
    var frame = new Frame(1, Frames.T, CaptureInterface.of(linkType, 1_000_000), whole);
    assertThat(decoded(List.of(frame))).containsExactly("1 " + REQUEST);
    for (int cut = 0; cut < whole.remaining(); cut++) {
      var shorter = new Frame(1, Frames.T, frame.from(), whole.slice(0, cut));
      assertThat(decoded(List.of(shorter))).hasSize(1).allMatch(it -> !it.contains(REQUEST));
    }
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.30:16000, 192.0.2.11:5062", "[2001:db8::30]:16000, [2001:db8::11]:5062"})
  @Clause("RFC 8200 4.5")
  void fragments_in_any_order_make_the_datagram(String source, String destination) {
    byte[] packet =
        octets(
            recorded(seen(Carrier.UDP, source, destination, options("a", "x".repeat(500))))
                .getFirst());
    var pieces = Fragmented.of(packet, 160);
    List<Frame> frames = new ArrayList<>();
    for (int i = pieces.size() - 1; i >= 0; i--) frames.add(raw(pieces.size() - i, pieces.get(i)));
    assertThat(decoded(frames)).endsWith(pieces.size() + " " + REQUEST);
    var decoder = new Decoder(Knowledge.none());
    var rows = frames.stream().flatMap(it -> decoder.read(it).stream()).toList();
    assertThat(rows.getLast().needed())
        .isEqualTo(rows.stream().map(Row::number).filter(it -> it < pieces.size()).toList());
    assertThat(decoded(frames)).filteredOn("n IP Fragment"::endsWith).isEmpty();
    assertThat(decoded(frames.subList(1, frames.size()))).noneMatch(it -> it.contains("SIP"));
  }

  @Test
  @Clause("RFC 8200 4.5")
  void fragments_that_overlap_are_refused() {
    byte[] packet =
        octets(recorded(seen(Carrier.UDP, UNIT, PROXY, options("a", "x".repeat(500)))).getFirst());
    var pieces = Fragmented.of(packet, 160);
    byte[] shifted = pieces.get(1).clone();
    shifted[7] -= 1;
    assertThat(decoded(List.of(raw(1, pieces.get(0)), raw(2, shifted))))
        .containsExactly("1 IP Fragment", "2 IP Malformed: fragments that overlap (RFC 8200 4.5)");
  }

  @Test
  void a_bad_message_is_said_with_its_clause() {
    var frames =
        recorded(seen(Carrier.UDP, UNIT, PROXY, "OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n\r\n"));
    assertThat(decoded(frames))
        .hasSize(1)
        .allMatch(it -> it.startsWith("1 SIP Malformed: ") && it.contains("RFC 3261"));
    var unreadable = new Decoder(Knowledge.none()).read(new CaptureItem.Unreadable(7, "why"));
    assertThat(unreadable.getFirst().number()).isEqualTo(7);
    assertThat(unreadable.getFirst().content().info()).isEqualTo("Malformed: why");
  }

  private static List<Frame> tcp(String... callIds) {
    var observed = new ArrayList<ringfence.trace.capture.Observed>();
    for (String it : callIds) observed.add(seen(Carrier.TCP, UNIT, PROXY, options(it, "")));
    return recorded(observed.toArray(ringfence.trace.capture.Observed[]::new));
  }

  private static Frame later(Frame frame) {
    return new Frame(
        frame.number(),
        frame.time().plus(Duration.ofSeconds(2)),
        frame.from(),
        frame.octets(),
        frame.originalLength(),
        frame.options());
  }
}
