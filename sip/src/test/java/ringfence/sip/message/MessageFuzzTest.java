package ringfence.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever comes, nothing but the declared answer, and in bounded time.
class MessageFuzzTest {
  private static final List<Header<?>> ALL =
      List.of(
          Header.VIA,
          Header.FROM,
          Header.TO,
          Header.CALL_ID,
          Header.CSEQ,
          Header.MAX_FORWARDS,
          Header.CONTACT,
          Header.ROUTE,
          Header.EXPIRES,
          Header.MIN_EXPIRES,
          Header.MIN_SE,
          Header.SESSION_EXPIRES,
          Header.REQUIRE,
          Header.ALLOW,
          Header.ACCEPT,
          Header.CONTENT_TYPE,
          Header.CONTENT_LENGTH,
          Header.AUTHORIZATION,
          Header.REFER_TO,
          Header.WARNING,
          Header.RETRY_AFTER,
          Header.EVENT,
          Header.RSEQ,
          Header.RACK,
          Header.REPLACES,
          Header.REASON,
          Header.SUBJECT);
  private static final List<String> SEEDS =
      List.of(
          "SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1;rport, SIP/2.0/TLS a ;x=\"q\\\"\"",
          "\"A, B\" <sip:a%20b:c@h.example.com:5060;lr;x=y?h=v&i=w>;tag=1;q=0.7;expires=60",
          "sip:a@h;tag=1",
          "1 INVITE",
          "*",
          "timer, replaces",
          "application/sdp;level=1, text/*",
          "3600;refresher=uac",
          "Digest realm=\"x\", nonce=\"y\", qop=\"auth\", nc=00000001",
          "301 h \"text\"",
          "120 (a (b)) ;duration=9",
          "776656 1 INVITE",
          "id@h;to-tag=1;from-tag=2",
          "70",
          "<tel:+1;x=y>");
  private static final String NASTY = "<>\"\\,;:=@%()[]/?& \t\r\n*.\0\u007fé\ud83d-0129aZ";

  private static String mutated(String text, Random chance) {
    StringBuilder out = new StringBuilder(text);
    for (int i = chance.nextInt(6); i >= 0; i--) {
      int at = chance.nextInt(out.length() + 1);
      char c = NASTY.charAt(chance.nextInt(NASTY.length()));
      switch (chance.nextInt(4)) {
        case 0 -> out.insert(at, c);
        case 1 -> out.delete(at, Math.min(out.length(), at + 1 + chance.nextInt(4)));
        case 2 ->
            out.insert(at, out.substring(at, Math.min(out.length(), at + chance.nextInt(20))));
        default -> out.setLength(at);
      }
    }
    return out.toString();
  }

  @Test
  void a_typed_header_reads_reprints_and_reads_the_same_or_is_refused() {
    Random chance = new Random(3261);
    int read = 0;
    for (int i = 0; i < 150_000; i++) {
      Header<?> header = ALL.get(chance.nextInt(ALL.size()));
      String text = mutated(SEEDS.get(chance.nextInt(SEEDS.size())), chance);
      if (reads(header, text)) read++;
    }
    assertThat(read).as("of 150000 values some must be good").isBetween(15_000, 140_000);
  }

  private static <T> boolean reads(Header<T> header, String text) {
    T value;
    try {
      value = header.read(text);
    } catch (MalformedHeaderException e) {
      assertThat(e.clause()).startsWith("RFC ");
      return false;
    }
    String printed = header.write(value);
    assertThat(header.read(printed)).as("%s: %s", header, text).isEqualTo(value);
    return true;
  }

  @Test
  void a_URI_reads_reprints_and_matches_itself_or_is_refused() {
    Random chance = new Random(3986);
    for (int i = 0; i < 100_000; i++) {
      String text = mutated("sip:a%20b:c@h.example.com:5060;lr;x=y?h=v&i=w", chance);
      Uri.read(text)
          .ifPresent(
              uri -> {
                assertThat(Uri.parse(uri.toString())).isEqualTo(uri);
                assertThat(uri.matches(uri)).as(text).isTrue();
              });
    }
  }

  @Test
  void a_broken_message_is_read_or_refused_and_what_is_read_prints_as_it_came() {
    Random chance = new Random(4475);
    SipParser parser = new SipParser(ALL.toArray(new Header<?>[0]));
    int taken = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = damaged(Rfc4475Test.bytes(NAMES.get(chance.nextInt(NAMES.size()))), chance);
      switch (parser.parse(bytes.clone())) {
        case Parsed.Message(var message) -> {
          taken++;
          byte[] printed = message.toBytes();
          int start = leadingLineEnds(bytes);
          assertThat(printed).isEqualTo(Arrays.copyOfRange(bytes, start, start + printed.length));
          for (Header<?> header : ALL) message.headers().all(header);
        }
        case Parsed.Malformed(_, var clause, _, var answerable) -> {
          assertThat(clause).startsWith("RFC ");
          answerable.ifPresent(
              request -> Responses.tagged(request, StatusCode.BAD_REQUEST, "t").toBytes());
        }
      }
    }
    assertThat(taken).isGreaterThan(5_000);
  }

  private static final List<String> NAMES =
      List.of(
          "wsinv",
          "intmeth",
          "esc01",
          "dblreq",
          "mpart01",
          "unreason",
          "regescrt",
          "multi01",
          "inv2543",
          "lwsruri");

  private static int leadingLineEnds(byte[] bytes) {
    int at = 0;
    while (at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n') at += 2;
    return at;
  }

  private static byte[] damaged(byte[] whole, Random chance) {
    byte[] bytes =
        chance.nextInt(4) == 0
            ? Arrays.copyOf(whole, chance.nextInt(whole.length + 1))
            : whole.clone();
    for (int i = chance.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[chance.nextInt(bytes.length)] =
          chance.nextBoolean()
              ? (byte) chance.nextInt()
              : (byte) NASTY.charAt(chance.nextInt(NASTY.length()));
    }
    return bytes;
  }

  @Test
  void a_framer_fed_with_noise_gives_frames_or_breaks() {
    Random chance = new Random(18);
    for (int round = 0; round < 3_000; round++) {
      SipFramer framer = new SipFramer(Limits.DEFAULT);
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] bytes = damaged(Rfc4475Test.bytes(NAMES.get(chance.nextInt(NAMES.size()))), chance);
        frames.addAll(framer.feed(ByteBuffer.wrap(bytes)));
      }
      long broken = frames.stream().filter(Frame.Broken.class::isInstance).count();
      assertThat(broken).isLessThanOrEqualTo(1);
      if (broken == 1) assertThat(frames.getLast()).isInstanceOf(Frame.Broken.class);
    }
  }

  @Test
  void time_grows_with_the_size_of_a_message_and_no_faster() {
    String evil =
        "INVITE sip:a SIP/2.0\r\nVia: "
            + "SIP/2.0/UDP h,".repeat(2000)
            + "SIP/2.0/UDP h\r\nFrom: \""
            + "\\\"".repeat(8000)
            + "\" <sip:a@h>"
            + ";a=b".repeat(4000)
            + "\r\nTo: <sip:"
            + "%41".repeat(3000)
            + "@h>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n";
    byte[] bytes = evil.getBytes(StandardCharsets.UTF_8);
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> assertThat(new SipParser().parse(bytes)).isInstanceOf(Parsed.Message.class));
    byte[] folds =
        ("INVITE sip:a SIP/2.0\r\nSubject: x" + "\r\n ".repeat(20_000) + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    assertThatCode(() -> new SipParser(Header.SUBJECT).parse(folds)).doesNotThrowAnyException();
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(2), () -> new SipParser(Header.SUBJECT).parse(folds));
  }
}
