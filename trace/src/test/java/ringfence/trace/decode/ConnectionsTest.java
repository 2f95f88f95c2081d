package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Segment.ACK;
import static ringfence.trace.decode.Segment.FIN;
import static ringfence.trace.decode.Segment.RST;
import static ringfence.trace.decode.Segment.SYN;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;
import ringfence.trace.capture.CaptureItem.Frame;

/// Segments as captures have them: split anywhere, in another order than they were sent, without
/// some, and of several connections between the same ports.
class ConnectionsTest {
  private static final int SERVER = 5060;

  private final Decoder decoder = new Decoder(Knowledge.none());
  private final List<Row> rows = new ArrayList<>();
  private int client = 40_001;
  private Instant now = Frames.T;
  private long frame;

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n\r\n"})
  @Clause("RFC 9293 3.8.2")
  void a_stream_may_be_split_in_its_first_octets(String before) {
    String text = before + message("split");
    for (int first = 1; first < 12; first++) {
      client++;
      client(ACK, 100, text.substring(0, first));
      client(ACK, 100 + first, text.substring(first, first + 1));
      client(ACK, 101 + first, text.substring(first + 1));
      assertThat(messages()).hasSize(first).endsWith(frame + " split");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {FIN | ACK, RST | ACK})
  @Clause("RFC 9293 3.4")
  void segments_captured_behind_the_end_of_their_connection_are_read_once(int end) {
    String text = message("late");
    open();
    client(ACK, 101, text.substring(0, 50));
    client(ACK, 151 + 50, text.substring(100));
    server(end, 901, 101, "");
    client(end, 101 + text.length(), "");
    client(ACK, 151, text.substring(50, 100));
    client(ACK, 151 + 50, text.substring(100));
    client(ACK, 101, text);
    end();
    assertThat(messages()).containsExactly("8 late");
    assertThat(rows).extracting(it -> it.tcpStream().orElseThrow()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {FIN | ACK, RST | ACK})
  @Clause("RFC 9293 3.4")
  void segments_captured_behind_the_end_of_their_connection_are_put_in_order(int end) {
    String text = message("late");
    open();
    server(end, 901, 101, "");
    client(end, 101 + text.length(), "");
    client(ACK, 151, text.substring(50));
    client(ACK, 101, text.substring(0, 50));
    assertThat(messages()).containsExactly("7 late");
  }

  @Test
  void what_a_connection_that_is_over_waits_for_is_given_up_after_a_second() {
    open();
    client(ACK, 110, message("behind"));
    client(RST, 110, "");
    now = now.plus(Duration.ofSeconds(2));
    client++;
    client(SYN, 1, "");
    assertThat(messages()).containsExactly("6 behind");
    client--;
    client(ACK, 110, message("behind"));
    assertThat(messages()).hasSize(1);
  }

  @Test
  @Clause("RFC 9293 3.5")
  void a_SYN_captured_behind_its_answer_is_of_the_same_connection() {
    server(SYN | ACK, 900, 101, "");
    client(SYN, 100, "");
    client(ACK, 101, message("one"));
    server(ACK, 901, 101, message("two"));
    assertThat(messages()).containsExactly("3 one", "4 two");
    assertThat(rows).extracting(it -> it.tcpStream().orElseThrow()).containsOnly(0);
  }

  @Test
  @Clause("RFC 9293 3.5")
  void a_SYN_captured_behind_the_octets_that_follow_it_is_of_the_same_connection() {
    client(ACK, 101, message("one"));
    client(SYN, 100, "");
    server(SYN | ACK, 900, 101, "");
    client(ACK, 101 + message("one").length(), message("two"));
    assertThat(messages()).containsExactly("1 one", "4 two");
    assertThat(rows).extracting(it -> it.tcpStream().orElseThrow()).containsOnly(0);
  }

  @Test
  @Clause("RFC 9293 3.5")
  void a_connection_between_the_same_ports_is_read_where_only_its_SYN_is_missing() {
    open();
    client(ACK, 101, message("one"));
    server(ACK, 901, 101, message("half").substring(0, 50));
    server(SYN | ACK, -900_000_000, 2_000_000_001, "");
    client(ACK, 2_000_000_001, message("two"));
    server(ACK, -899_999_999, 101, message("three"));
    assertThat(messages()).containsExactly("4 one", "7 two", "8 three");
  }

  @Test
  @Clause("RFC 9293 3.8.4")
  void a_keep_alive_before_the_first_octets_is_none_of_them() {
    client(ACK, 99, "");
    client(ACK, 100, message("one"));
    assertThat(messages()).containsExactly("2 one");
    end();
    assertThat(rows).hasSize(2);
  }

  @Test
  @Clause("RFC 7413 3")
  void a_SYN_may_bring_data() {
    String text = message("fast");
    client(SYN, 100, text.substring(0, 60));
    server(SYN | ACK, 900, 161, "");
    client(SYN, 100, "");
    client(ACK, 161, text.substring(60));
    assertThat(messages()).containsExactly("4 fast");
    assertThat(rows).extracting(it -> it.tcpStream().orElseThrow()).containsOnly(0);
  }

  @Test
  void octets_far_behind_the_end_of_a_connection_are_of_another_whose_SYN_was_not_captured() {
    open();
    client(RST, 101, "");
    client(ACK, -2_000_000_000, message("another"));
    assertThat(messages()).containsExactly("5 another");
  }

  @Test
  void a_connection_that_is_forgotten_for_others_keeps_its_number() {
    int first = client;
    open();
    for (client = first + 1; client <= first + 17_000; client++) client(SYN, 100, "");
    client = first;
    client(ACK, 101, message("again"));
    assertThat(messages()).containsExactly(frame + " again");
    assertThat(rows.getLast().tcpStream()).hasValue(0);
  }

  private void open() {
    client(SYN, 100, "");
    server(SYN | ACK, 900, 101, "");
    client(ACK, 101, "");
  }

  private void client(int flags, int sequence, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    add((byte) 1, segment(client, SERVER, payload).putInt(24, sequence).put(33, (byte) flags));
  }

  private void server(int flags, int sequence, int acknowledgement, String text) {
    ByteBuffer packet = segment(SERVER, client, text.getBytes(StandardCharsets.UTF_8));
    packet.putInt(28, acknowledgement);
    add((byte) 2, packet.putInt(24, sequence).put(33, (byte) flags));
  }

  /// RFC 791 3.1 and RFC 9293 3.1, without what differs.
  private static ByteBuffer segment(int from, int to, byte[] payload) {
    var packet = ByteBuffer.allocate(40 + payload.length);
    packet.put(0, (byte) 0x45).putShort(2, (short) packet.capacity()).put(9, (byte) 6);
    packet.putShort(20, (short) from).putShort(22, (short) to).put(32, (byte) 0x50);
    return packet.put(40, payload);
  }

  private void add(byte source, ByteBuffer packet) {
    packet.putInt(12, 0xC0000200 + source).putInt(16, 0xC0000200 + 3 - source);
    rows.addAll(decoder.read(new Frame(++frame, now, Frames.RAW, packet)));
  }

  private void end() {
    rows.addAll(decoder.end());
  }

  private List<String> messages() {
    return rows.stream()
        .filter(it -> it.content() instanceof Content.Sip)
        .map(it -> it.number() + " " + ((Content.Sip) it.content()).message().callId())
        .toList();
  }

  private static String message(String callId) {
    return """
    OPTIONS sip:b@b.example SIP/2.0
    Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bK1
    From: <sip:a@b.example>;tag=1
    To: <sip:b@b.example>
    Call-ID: %s
    CSeq: 1 OPTIONS
    Content-Length: 0

    """
        .formatted(callId)
        .replace("\n", "\r\n");
  }
}
