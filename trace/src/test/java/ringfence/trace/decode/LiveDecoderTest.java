package ringfence.trace.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.trace.capture.Carrier;
import ringfence.trace.capture.Passed;

/// What sockets do, read without a capture.
class LiveDecoderTest {
  private static final InetSocketAddress PHONE = Frames.address("192.0.2.30:16000");
  private static final InetSocketAddress PROXY = Frames.address("192.0.2.12:5061");

  private final LiveDecoder decoder = new LiveDecoder();

  private List<String> passes(Passed passed) {
    return decoder.passed(passed).stream()
        .map(row -> row.content().protocol() + " " + row.content().info())
        .toList();
  }

  private List<String> octets(byte[] octets) {
    return passes(new Passed.Octets(Frames.T, PHONE, PROXY, octets));
  }

  /// RFC 8446 5.1 and 6: an alert, `unknown_ca`.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void a_record_is_read_in_whatever_pieces_it_comes(int first) {
    byte[] alert = HexFormat.of().parseHex("15030300020230");
    passes(new Passed.Opened(Frames.T, PHONE, PROXY, false));
    List<String> rows = new ArrayList<>(octets(Arrays.copyOf(alert, first)));
    if (first < alert.length) rows.addAll(octets(Arrays.copyOfRange(alert, first, alert.length)));
    assertThat(rows).singleElement().asString().contains("Alert, fatal unknown_ca");
  }

  @Test
  void what_is_said_in_clear_is_told_by_the_messages_alone() {
    passes(new Passed.Opened(Frames.T, PHONE, PROXY, false));
    assertThat(octets("OPTIONS sip:a SIP/2.0\r\n".getBytes(US_ASCII))).isEmpty();
    assertThat(octets(new byte[] {21, 3, 3, 0, 2, 2, 48})).as("not in its midst").isEmpty();
  }

  @Test
  void of_a_message_that_nobody_wants_there_is_no_row() {
    var seen =
        Frames.seen(
            Carrier.TLS,
            "192.0.2.30:16000",
            "192.0.2.12:5061",
            """
            OPTIONS sip:101@a.example SIP/2.0
            Via: SIP/2.0/TLS 192.0.2.30:16000;branch=z9hG4bK1
            From: <sip:100@a.example>;tag=1
            To: <sip:101@a.example>
            Call-ID: c1
            CSeq: 1 OPTIONS
            Content-Length: 0

            """
                .replace("\n", "\r\n"));
    assertThat(decoder.said(seen, _ -> false)).isEmpty();
    assertThat(decoder.said(seen, _ -> true)).isPresent();
  }
}
