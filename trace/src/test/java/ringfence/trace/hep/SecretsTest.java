package ringfence.trace.hep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static String hidden(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return new String(Secrets.hidden(octets), StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_proves_a_password_and_the_keys_of_media_do_not_leave() {
    String text =
        """
        INVITE sip:a@example.com SIP/2.0\r
        Proxy-Authorization: Digest username="100", nonce="n", response="6629fae49393a053"\r
        Content-Length: 99\r
        \r
        v=0\r
        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20\r
        a=key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyO\r
        """;
    assertThat(hidden(text))
        .hasSameSizeAs(text)
        .doesNotContain("6629fae", "d0Rmdmcm", "AQAFgM0X")
        .contains("username=\"100\"", "nonce=\"n\"", "inline:xxx", "|2^20", "mikey xxx");
  }

  @Test
  void nothing_else_is_touched() {
    String text = "SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS a;branch=z\r\n\r\nv=0\r\na=rtpmap:0 PCMU\r\n";
    assertThat(hidden(text)).isEqualTo(text);
  }

  @Test
  void any_octets_keep_their_number() {
    var chance = new Random(5);
    String seeds = "response=\"inline:a=key-mgmt:mikey \r\nAuthorization: Basic ";
    for (int i = 0; i < 5000; i++) {
      var octets = new byte[chance.nextInt(200)];
      for (int j = 0; j < octets.length; j++) {
        boolean seed = chance.nextBoolean();
        octets[j] = (byte) (seed ? seeds.charAt((j + i) % seeds.length()) : chance.nextInt(256));
      }
      assertThat(Secrets.hidden(octets)).hasSize(octets.length);
    }
  }
}
