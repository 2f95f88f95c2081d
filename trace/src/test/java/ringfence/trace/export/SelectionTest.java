package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdp.RtpMap;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

class SelectionTest {
  private static final InetSocketAddress END = new InetSocketAddress("192.0.2.1", 5060);

  private static final String DESCRIPTION = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n";

  private final Selection selection = new Selection();

  @Test
  void all_fragments_of_a_chosen_datagram_are_there() {
    var content = new Content.Other("any", "");
    var row = new Row(4, List.of(1L, 3L), Instant.EPOCH, END, END, OptionalInt.empty(), content);
    selection.add(row, true);
    assertThat(chosen(6)).containsExactly(1L, 3L, 4L);
  }

  @Test
  void media_brings_the_descriptions_of_its_call() {
    described(1, "one");
    described(2, "two");
    selection.add(media(3, "two"), true);
    assertThat(chosen(4)).containsExactly(2L, 3L);
  }

  @Test
  void of_descriptions_without_end_the_oldest_are_forgotten() {
    String longest = "x".repeat(60_000);
    for (int i = 1; i < 1500; i++) described(i, longest + i);
    selection.add(media(1500, longest + 1), true);
    selection.add(media(1501, longest + 1499), true);
    assertThat(chosen(1502)).containsExactly(1499L, 1500L, 1501L);
  }

  @Test
  void of_connections_without_end_the_longest_silent_are_forgotten() {
    for (int i = 1; i < 40_000; i++) selection.add(segment(i, i), false);
    selection.add(segment(40_000, 1), true);
    selection.add(segment(40_001, 39_999), true);
    assertThat(chosen(40_002)).containsExactly(39_999L, 40_000L, 40_001L);
  }

  private void described(long frame, String callId) {
    String text =
        """
        INVITE sip:b@b.example SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.30:5060;branch=z9hG4bK1
        From: <sip:a@b.example>;tag=1
        To: <sip:b@b.example>
        Call-ID: %s
        CSeq: 1 INVITE
        Content-Type: application/sdp
        Content-Length: %d

        """
                .formatted(callId, DESCRIPTION.length())
                .replace("\n", "\r\n")
            + DESCRIPTION;
    Content.Sip sip =
        Content.Sip.read(text.getBytes(StandardCharsets.UTF_8), Carrier.UDP).orElseThrow();
    assertThat(sip.session()).isPresent();
    selection.add(row(frame, OptionalInt.empty(), sip), false);
  }

  private static Row media(long frame, String callId) {
    var header = new RtpHeader(false, 8, new SequenceNumber(1), 1, new Ssrc(1));
    var codec = new RtpMap(8, "PCMA", 8000, "");
    var rtp =
        new Content.Rtp(header, codec, Content.Security.CLEAR, Content.NOTHING, List.of(callId));
    return row(frame, OptionalInt.empty(), rtp);
  }

  private static Row segment(long frame, int connection) {
    return row(frame, OptionalInt.of(connection), new Content.Other("TCP", ""));
  }

  private static Row row(long frame, OptionalInt connection, Content content) {
    return new Row(frame, List.of(), Instant.EPOCH, END, END, connection, content);
  }

  private List<Long> chosen(long frames) {
    return LongStream.range(0, frames).filter(selection::has).boxed().toList();
  }
}
