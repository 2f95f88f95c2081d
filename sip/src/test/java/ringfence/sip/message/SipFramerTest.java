package ringfence.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class SipFramerTest {
  private static final byte[] OPTIONS =
      bytes("OPTIONS sip:a SIP/2.0\nCall-ID: 1\nContent-Length: 4\n\nbody");
  private static final byte[] FOLDED = bytes("SIP/2.0 200 OK\nl  :\n  0\nSubject: a\n b\n\n");

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String feed(SipFramer framer, String text) {
    return text(framer.feed(ByteBuffer.wrap(bytes(text))));
  }

  private static String text(List<Frame> frames) {
    List<String> text = new ArrayList<>();
    for (Frame frame : frames) {
      text.add(
          switch (frame) {
            case Frame.Message(var bytes) ->
                new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            case Frame.Ping() -> "ping";
            case Frame.Pong() -> "pong";
            case Frame.Broken(var reason) -> "broken: " + reason;
          });
    }
    return String.join(", ", text);
  }

  private final SipFramer framer = new SipFramer(Limits.DEFAULT);

  @Test
  @Clause("RFC 3261 18.3")
  void a_stream_is_cut_by_Content_Length() {
    assertThat(feed(framer, "OPTIONS sip:a SIP/2.0\nContent-Length: 4\n\nbo")).isEmpty();
    assertThat(feed(framer, "dyINVITE sip:b SIP/2.0\nl:0\n\nBYE"))
        .isEqualTo("OPTIONS sip:a SIP/2.0, INVITE sip:b SIP/2.0");
    assertThat(framer.held()).isEqualTo(3);
    assertThat(feed(framer, " sip:c SIP/2.0\nL: 0\n\n")).isEqualTo("BYE sip:c SIP/2.0");
    assertThat(framer.held()).isZero();
  }

  @Test
  @Clause("RFC 5626 4.4.1")
  void a_double_line_end_is_a_ping_and_a_single_one_a_pong() {
    assertThat(feed(framer, "\n\n")).isEqualTo("ping");
    assertThat(feed(framer, "\n")).isEqualTo("pong");
    assertThat(feed(framer, "OPTIONS sip:a SIP/2.0\nl:0\n\n\n\n"))
        .isEqualTo("OPTIONS sip:a SIP/2.0, ping");
  }

  @Test
  @Clause("RFC 5626 4.4.1")
  void a_ping_that_comes_in_two_pieces_is_still_a_ping() {
    assertThat(feed(framer, "\n")).isEqualTo("pong");
    assertThat(feed(framer, "\n")).isEqualTo("ping");
    assertThat(framer.feed(ByteBuffer.wrap(new byte[] {'\r'}))).isEmpty();
    assertThat(text(framer.feed(ByteBuffer.wrap(new byte[] {'\n', '\r'})))).isEmpty();
    assertThat(text(framer.feed(ByteBuffer.wrap(new byte[] {'\n'})))).isEqualTo("ping");
  }

  @Test
  @Clause("RFC 3261 7.5")
  void line_ends_before_a_message_do_not_harm_it() {
    assertThat(feed(framer, "\nOPTIONS sip:a SIP/2.0\nl:0\n\n"))
        .isEqualTo("pong, OPTIONS sip:a SIP/2.0");
    assertThat(feed(framer, "\n\n\nOPTIONS sip:a SIP/2.0\nl:0\n\n"))
        .endsWith("OPTIONS sip:a SIP/2.0");
  }

  @ParameterizedTest
  @Clause("RFC 3261 20.14, RFC 4475 3.1.2.3, 3.3.9")
  @ValueSource(
      strings = {
        "OPTIONS sip:a SIP/2.0\nCall-ID: 1\n\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length: -999\n\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length: five\n\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length:\n\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length: 99999999999999999999\n\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length: 262145\n\n",
        "OPTIONS sip:a SIP/2.0\nContent-Length: 4\nl: 4\n\nbody",
        "OPTIONS sip:a SIP/2.0\nno colon\nl: 0\n\n",
        "garbage\rOPTIONS\n\n"
      })
  void a_stream_that_cannot_be_cut_is_broken_for_good(String text) {
    assertThat(feed(framer, text)).startsWith("broken: ");
    assertThat(feed(framer, "OPTIONS sip:a SIP/2.0\nl:0\n\n")).isEmpty();
  }

  @Test
  void no_peer_makes_the_framer_hold_more_than_its_limits() {
    SipFramer small = new SipFramer(new Limits(200, 5, 50));
    assertThat(feed(small, "x".repeat(200))).isEmpty();
    assertThat(feed(small, "x")).isEqualTo("broken: more than 200 bytes of header");
    assertThat(feed(new SipFramer(new Limits(200, 5, 50)), "OPTIONS a SIP/2.0\nl: 51\n\n"))
        .startsWith("broken: a body");
    assertThat(
            feed(
                new SipFramer(new Limits(200, 5, 50)), "O a SIP/2.0\na:\na:\na:\na:\na:\nl: 0\n\n"))
        .isEqualTo("broken: more than 5 fields");
    assertThat(
            feed(
                    new SipFramer(new Limits(200, 5, 50)),
                    ("O a SIP/2.0\nl: 50\n\n" + "x".repeat(50)).repeat(20))
                .split(", "))
        .hasSize(20);
    assertThat(feed(new SipFramer(Limits.DEFAULT), "x".repeat(100_000)))
        .startsWith("broken: more than 65536");
  }

  @Test
  void a_stream_in_any_chunks_gives_the_same_messages() {
    Random chance = new Random(4475);
    for (int round = 0; round < 400; round++) {
      List<byte[]> sent = new ArrayList<>();
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      int pings = 0;
      for (int i = 0; i < 12; i++) {
        boolean ping = chance.nextInt(4) == 0;
        byte[] next = ping ? bytes("\n\n") : chance.nextBoolean() ? OPTIONS : FOLDED;
        if (ping) pings++;
        else sent.add(next);
        stream.writeBytes(next);
      }
      check(stream.toByteArray(), sent, pings, chance);
    }
  }

  private static void check(byte[] stream, List<byte[]> sent, int pings, Random chance) {
    SipFramer framer = new SipFramer(Limits.DEFAULT);
    List<Frame> frames = new ArrayList<>();
    int at = 0;
    while (at < stream.length) {
      int size = Math.min(stream.length - at, 1 + chance.nextInt(chance.nextBoolean() ? 3 : 200));
      frames.addAll(framer.feed(ByteBuffer.wrap(stream, at, size)));
      at += size;
    }
    List<byte[]> messages = new ArrayList<>();
    int seen = 0;
    for (Frame frame : frames) {
      if (frame instanceof Frame.Message(var bytes)) messages.add(bytes);
      if (frame instanceof Frame.Ping) seen++;
    }
    assertThat(messages.toArray()).isEqualTo(sent.toArray());
    assertThat(seen).isEqualTo(pings);
  }
}
