package ringfence.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;

class RedactionTest {
  private static final String MESSAGE =
      """
      INVITE sip:+4915112345678@sip.example.com;user=phone SIP/2.0
      Via: SIP/2.0/TLS [2001:db8::7]:5061;branch=z9hG4bK7;received=198.51.100.7
      Via: SIP/2.0/UDP pc33.example.com;branch=z9hG4bK8
      From: "Alice Liddell" <sip:alice@example.com>;tag=9
      To: Bob <sips:bob@example.com>
      Call-ID: 843817637684230@198.51.100.7
      CSeq: 314159 INVITE
      Contact: <sip:alice@[2001:db8::7]:5061;transport=tls>;+sip.instance="<urn:uuid:00000000-0000-1000-8000-000A95A0E128>"
      Authorization: Digest username="alice", realm="example.com", nonce="84a4cc6f", response="7587245234b3434cc3412213e5f113a5"
      P-Asserted-Identity: "4915112345678" <sip:+4915112345678@example.com>
      Subject: lunch with Carol
      Referred-By: <tel:+4930123456>
      X-Customer: 4711-secret
      User-Agent: phone of Alice
      Content-Type: application/sdp
      Content-Length: %d

      """;

  private static final String BODY =
      """
      v=0
      o=alice 2890844526 2890844526 IN IP6 2001:db8::7
      s=Alice's call
      e=alice@example.com
      p=+49 151 12345678
      c=IN IP6 2001:db8::7
      t=0 0
      k=clear:topsecretkey
      m=audio 49172 RTP/SAVP 0
      a=rtcp:53020 IN IP4 198.51.100.9
      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20
      a=key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyO
      a=candidate:1 1 UDP 2130706431 198.51.100.9 49172 typ host
      a=ice-pwd:asd88fgpdd777uzjYhagZg
      a=sendrecv
      """;

  @Test
  void what_names_somebody_or_opens_something_is_gone_and_what_explains_stays() {
    String shown = new Redaction().message(message());
    for (String secret :
        new String[] {
          "+49",
          "1511234",
          "example.com",
          "Alice",
          "alice",
          "Bob",
          "bob",
          "Carol",
          "4711",
          "phone of",
          "2001:db8",
          "198.51",
          "d0Rmdmc",
          "AQAFgM",
          "asd88f",
          "84a4cc6f",
          "75872452",
          "topsecret",
          "0000-1000",
          "2890844526",
          "8438176376",
          "pc33"
        }) {
      assertThat(shown).doesNotContain(secret);
    }
    assertThat(shown)
        .startsWith("INVITE sip:user1@host1;user=phone SIP/2.0\r\n")
        .contains("Via: SIP/2.0/TLS host2:5061;branch=z9hG4bK7;received=host3\r\n")
        .contains("CSeq: 314159 INVITE\r\n")
        .contains("Authorization: …\r\n")
        .contains("m=audio 49172 RTP/SAVP 0")
        .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:…|2^20")
        .contains("a=key-mgmt:mikey …")
        .contains("a=sendrecv");
  }

  @Test
  void without_redaction_keys_are_gone_all_the_same() {
    String shown = new Showing.Plain().message(message());
    assertThat(shown).contains("Alice Liddell", "198.51.100.9");
    assertThat(shown).doesNotContain("d0Rmdmc", "AQAFgM", "asd88f", "topsecret");
  }

  @Test
  @Timeout(10)
  void a_field_that_is_nothing_but_the_beginnings_of_URIs_takes_no_longer_than_it_is_long() {
    String contact = "Contact: " + "sip:".repeat(15_000) + "\r\nContent-Type:";
    String whole = text().replace("Content-Type:", contact);
    assertThat(new Redaction().message(message(whole))).contains("Contact: sip:host");
  }

  private static SipMessage message() {
    return message(text());
  }

  private static String text() {
    String body = BODY.replace("\n", "\r\n");
    return MESSAGE.formatted(body.length()).replace("\n", "\r\n") + body;
  }

  private static SipMessage message(String whole) {
    var parsed = new SipParser().parse(whole.getBytes(StandardCharsets.UTF_8));
    return ((Parsed.Message) parsed).message();
  }
}
