package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipParser;
import ringfence.testkit.Clause;

class ShowingTest {
  private static final String REQUEST =
      """
      INVITE sip:101@192.0.2.1 SIP/2.0
      Via: SIP/2.0/TCP 192.0.2.2:5060;branch=z9hG4bK1
      From: <sip:100@192.0.2.1>;tag=1
      To: <sip:101@192.0.2.1>
      Call-ID: c1
      CSeq: 1 INVITE
      """
          .replace("\n", "\r\n");

  /// What is shown of a request with `field` whose body, of octets, is `body`.
  private static String shown(String field, String body) {
    String all = REQUEST + field + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    var parsed = new SipParser().parse(all.getBytes(StandardCharsets.ISO_8859_1));
    return new Showing.Plain().message(((Parsed.Message) parsed).message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRET|2^20|1:4;inline:SECRET",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 INLINE:SECRET",
        "a=key-mgmt:mikey SECRET",
        "a=key-mgmt:mikey\tSECRET",
        "a=ice-pwd:SECRET",
        "k=clear:SECRET",
        "k=clear:a;SECRET",
        "k=clear:a|b SECRET",
        "K=BASE64:SECRET"
      })
  @Clause("RFC 8866 9")
  void no_key_is_shown_however_the_line_ends(String line) {
    for (String end : new String[] {"\r\n", "\n", "\r"}) {
      String body = String.join(end, "v=0", "s=-", line, "t=0 0", "");
      assertThat(shown("", body)).contains("v=0", "t=0 0", "…").doesNotContain("SECRET");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=acap:1 key-mgmt:mikey SECRET",
        "a=acap:2 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SECRET",
        "a=acap:3 ice-pwd:SECRET"
      })
  @Clause("RFC 5939 3.3.2")
  void nor_is_one_that_is_offered_as_a_capability(String line) {
    assertThat(shown("", "v=0\r\n" + line + "\r\n")).contains("a=acap:").doesNotContain("SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic SECRET\r\n",
        "Proxy-Authorization:\r\n basic SECRET\r\n",
        "Authorization : Bearer SECRET\r\n",
        "Contact: <sip:100:SECRET@192.0.2.2>\r\n",
        "Contact: sips:100:a,SECRET@192.0.2.2;expires=5\r\n",
        "Refer-To: <sip:102@192.0.2.1?body=a%3Dcrypto%3A1%20A%20inline%3ASECRET>\r\n"
      })
  @Clause("RFC 3261 22")
  void nor_is_what_else_opens_something(String field) {
    assertThat(shown(field, "")).contains("CSeq: 1 INVITE", "…").doesNotContain("SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Encoding : gzip\r\n",
        "e: deflate\r\n"
      })
  @Clause("RFC 2045 6.1, RFC 3261 20.12")
  void a_body_that_is_encoded_is_not_shown(String field) {
    assertThat(shown(field, "YT1jcnlwdG8")).endsWith("\r\n\r\n(encoded, not shown)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Transfer-Encoding: 8bit\r\n",
        "Content-Encoding: identity\r\n",
        "Contact: <sip:192.0.2.2:5060>, <sip:100@192.0.2.3:5060>\r\n"
      })
  void what_is_plain_is_shown_as_it_is(String field) {
    assertThat(shown(field, "v=0")).contains(field).endsWith("v=0").doesNotContain("…");
  }

  @Test
  void what_only_begins_like_a_key_takes_no_time() {
    for (String beginning : new String[] {"key-mgmt:", "sip:a:"}) {
      String body = beginning.repeat(7000);
      assertThat(shown("", body)).endsWith(body);
    }
  }
}
