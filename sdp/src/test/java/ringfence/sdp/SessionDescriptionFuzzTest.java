package ringfence.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Bodies that nobody should send: each is read, or refused as a value, and nothing else happens.
class SessionDescriptionFuzzTest {
  private static final String SEED =
      "v=0\r\no=MxSIP 18446744073709551615 1 IN IP4 192.0.2.30\r\ns=-\r\nc=IN IP4 192.0.2.30\r\n"
          + "t=0 0\r\na=sendrecv\r\nm=audio 5004/2 RTP/SAVP 18 8 96 13\r\na=rtpmap:8 PCMA/8000\r\n"
          + "a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\na=rtcp:5005 IN IP6 ::1\r\n"
          + "m=image 0 udptl t38\r\nc=IN IP4 224.2.36.42/127\r\n";
  private static final byte[] WORDS =
      "=:/ \r\n\0am019;-\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void a_mutated_body_is_read_or_refused_and_what_is_read_reads_the_same_again() {
    var chance = new Random(8866);
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] body = mutate(SEED.getBytes(StandardCharsets.UTF_8), chance);
      if (SessionDescription.parse(body) instanceof Parsed.Description(var description)) {
        read++;
        look(description);
        assertThat(SessionDescription.parse(description.toBytes()))
            .isEqualTo(new Parsed.Description(description));
      }
    }
    assertThat(read).isBetween(1_000, 29_000);
  }

  @Test
  void random_octets_are_refused() {
    var chance = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[chance.nextInt(200)];
      chance.nextBytes(body);
      assertThat(SessionDescription.parse(body)).isInstanceOf(Parsed.Malformed.class);
    }
  }

  private static void look(SessionDescription description) {
    assertThat(description.origin().next()).isNotNull();
    for (MediaDescription one : description.media()) {
      assertThat(description.direction(one)).isNotNull();
      assertThat(description.connection(one).isPresent() || one.isRefused()).isTrue();
      assertThat(one.rtcpPort()).isBetween(0, 65535);
      assertThat(one.rtpMaps()).isNotNull();
      assertThat(one.formatParameters("96")).isNotNull();
    }
  }

  private static byte[] mutate(byte[] seed, Random chance) {
    byte[] body = seed.clone();
    int changes = 1 + chance.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = chance.nextInt(body.length);
      switch (chance.nextInt(4)) {
        case 0 -> body[at] = WORDS[chance.nextInt(WORDS.length)];
        case 1 -> body[at] = (byte) chance.nextInt(256);
        case 2 -> body = cut(body, at, Math.min(body.length, at + chance.nextInt(20)));
        default -> body = repeat(body, at, Math.min(body.length, at + chance.nextInt(60)));
      }
      if (body.length == 0) return body;
    }
    return body;
  }

  private static byte[] cut(byte[] body, int from, int to) {
    byte[] shorter = new byte[body.length - (to - from)];
    System.arraycopy(body, 0, shorter, 0, from);
    System.arraycopy(body, to, shorter, from, body.length - to);
    return shorter;
  }

  private static byte[] repeat(byte[] body, int from, int to) {
    byte[] longer = new byte[body.length + (to - from)];
    System.arraycopy(body, 0, longer, 0, to);
    System.arraycopy(body, from, longer, to, body.length - from);
    return longer;
  }
}
