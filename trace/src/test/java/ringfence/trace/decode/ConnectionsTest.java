package ringfence.trace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.decode.Segment.ACK;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

  private void client(int flags, int sequence, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    add((byte) 1, segment(client, SERVER, payload).putInt(24, sequence).put(33, (byte) flags));
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
    rows.addAll(decoder.read(new Frame(++frame, Frames.T, Frames.RAW, packet)));
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
