package ringfence.trace.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggeredTest {
  private static final Instant T = Instant.parse("2026-11-26T17:00:00Z");
  private static final InetSocketAddress UNIT = new InetSocketAddress("127.0.120.30", 16000);
  private static final InetSocketAddress PROXY = new InetSocketAddress("127.0.120.11", 5062);

  private final List<Passed> written = new ArrayList<>();

  /// Keeps what it is given.
  private final Traffic target =
      new Traffic() {
        @Override
        public void write(Passed passed) {
          written.add(passed);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Test
  void what_came_shortly_before_the_occasion_is_written_first() throws IOException {
    var opened = new Passed.Opened(T, UNIT, PROXY, true);
    Passed old = media(0);
    Passed young = media(55);
    Passed after = media(61);
    try (var traffic = new Triggered(target, Duration.ofSeconds(10), 1 << 20)) {
      traffic.write(opened);
      traffic.write(old);
      traffic.write(young);
      assertThat(written).isEmpty();
      traffic.begin();
      traffic.write(after);
      // the link from its handshake on, the media of ten seconds
      assertThat(written).containsExactly(opened, young, after);
      traffic.end();
      traffic.write(media(62));
      assertThat(written).hasSize(3);
    }
  }

  @Test
  void what_is_kept_is_bounded_and_media_go_first() throws IOException {
    try (var traffic = new Triggered(target, Duration.ofDays(1), 100_000)) {
      traffic.write(new Passed.Opened(T, UNIT, PROXY, true));
      for (int i = 0; i < 10_000; i++) traffic.write(media(i));
      traffic.begin();
    }
    assertThat(written).hasSizeBetween(100, 100_000 / 160);
    assertThat(written.getFirst()).isInstanceOf(Passed.Opened.class);
    assertThat(((Passed.Datagram) written.getLast()).time()).isEqualTo(T.plusSeconds(9_999));
  }

  @Test
  void occasions_are_words() {
    assertThat(Occasion.parse("ready")).contains(new Occasion.Ready());
    assertThat(Occasion.parse("down")).contains(new Occasion.Down());
    assertThat(Occasion.parse("call:101")).contains(new Occasion.Call("101"));
    assertThat(Occasion.parse("call:")).isEmpty();
    assertThat(Occasion.parse("tuesday")).isEmpty();
  }

  @Test
  void a_call_to_a_number_is_its_INVITE_and_a_link_is_down_when_it_closes() {
    var call = new Occasion.Call("101");
    assertThat(call.isMet(said("INVITE sip:101@127.0.120.11:5062 SIP/2.0"))).isTrue();
    assertThat(call.isMet(said("INVITE sip:1010@127.0.120.11:5062 SIP/2.0"))).isFalse();
    assertThat(call.isMet(said("OPTIONS sip:101@127.0.120.11:5062 SIP/2.0"))).isFalse();
    assertThat(call.isMet(said("no SIP at all"))).isFalse();
    assertThat(new Occasion.Down().isMet(new Passed.Closed(T, PROXY, UNIT, true))).isTrue();
    assertThat(new Occasion.Down().isMet(new Passed.Opened(T, PROXY, UNIT, true))).isFalse();
  }

  private static Observed said(String startLine) {
    String text =
        startLine
            + "\r\nVia: SIP/2.0/TLS 127.0.120.30:16000;branch=z9hG4bKa\r\n"
            + "From: <sip:100@127.0.120.11>;tag=1\r\nTo: <sip:101@127.0.120.11>\r\nCall-ID: a\r\n"
            + "CSeq: 1 "
            + startLine.split(" ")[0]
            + "\r\n"
            + "Max-Forwards: 70\r\n"
            + "Contact: <sip:100@127.0.120.30>\r\n"
            + "Content-Length: 0\r\n\r\n";
    return new Observed(T, Carrier.TLS, UNIT, PROXY, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Passed media(int second) {
    return new Passed.Datagram(T.plusSeconds(second), UNIT, PROXY, new byte[40]);
  }
}
