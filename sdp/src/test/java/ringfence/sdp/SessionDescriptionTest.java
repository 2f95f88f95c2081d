package ringfence.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class SessionDescriptionTest {
  /// The example of RFC 8866 section 5.
  private static final String EXAMPLE =
      """
      v=0
      o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
      s=Call to John Smith
      i=SDP Offer #1
      u=http://www.jdoe.example.com/home.html
      e=Jane Doe <jane@jdoe.example.com>
      p=+1 617 555-6011
      c=IN IP4 198.51.100.1
      t=0 0
      m=audio 49170 RTP/AVP 0
      m=audio 49180 RTP/AVP 0
      m=video 51372 RTP/AVP 99
      c=IN IP6 2001:db8::2
      a=rtpmap:99 h263-1998/90000
      """
          .replace("\n", "\r\n");

  static SessionDescription parse(String text) {
    return switch (SessionDescription.parse(text)) {
      case Parsed.Description(var description) -> description;
      case Parsed.Malformed malformed -> throw new AssertionError(malformed.toString());
    };
  }

  private static Parsed.Malformed malformed(String text) {
    return switch (SessionDescription.parse(text)) {
      case Parsed.Description description -> throw new AssertionError(description.toString());
      case Parsed.Malformed malformed -> malformed;
    };
  }

  @Test
  @Clause("RFC 8866 5")
  void the_example_of_the_standard_is_read() {
    var description = parse(EXAMPLE);
    assertThat(description.origin().username()).isEqualTo("jdoe");
    assertThat(description.origin().sessionVersion()).isEqualTo("3724394405");
    assertThat(description.media())
        .extracting(MediaDescription::port)
        .containsExactly(49170, 49180, 51372);
    var video = description.media().get(2);
    assertThat(video.rtpMap(99)).contains(new RtpMap(99, "h263-1998", 90000));
    assertThat(description.connection(video).orElseThrow().address()).isEqualTo("2001:db8::2");
    assertThat(description.connection(description.media().get(0)).orElseThrow())
        .isEqualTo(Connection.to("198.51.100.1"));
  }

  @Test
  @Clause("RFC 8866 5")
  void what_is_read_is_written_again_octet_for_octet() {
    assertThat(parse(EXAMPLE).toString()).isEqualTo(EXAMPLE);
  }

  @Test
  @Clause("RFC 8866 5")
  void unknown_lines_and_attributes_stay_where_they_were() {
    String odd =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns= \r\nc=IN IP4 192.0.2.1\r\nb=X-YZ:128\r\nt=0 0\r\n"
            + "y=what is this\r\na=x-flag\r\na=x-empty:\r\na=x: a:b = c \r\n"
            + "m=application 9 TCP/MRCPv2 1 *\r\ni=odd\r\na=setup:active\r\nz=0\r\n";
    var description = parse(odd);
    assertThat(description.toString()).isEqualTo(odd);
    assertThat(description.attributes())
        .containsExactly(
            new Attribute("x-flag"), new Attribute("x-empty", ""), new Attribute("x", " a:b = c "));
    assertThat(description.media().getFirst().formats()).containsExactly("1", "*");
  }

  @Test
  @Clause("RFC 8866 5")
  void octets_that_are_no_UTF_8_survive() {
    byte[] body =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Gr\u00fc\u00dfe\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    var parsed = (Parsed.Description) SessionDescription.parse(body);
    assertThat(parsed.description().toBytes()).isEqualTo(body);
  }

  @Test
  @Clause("RFC 8866 9")
  void lines_may_end_in_LF_or_CR_alone() {
    assertThat(parse(EXAMPLE.replace("\r\n", "\n"))).isEqualTo(parse(EXAMPLE));
    assertThat(parse(EXAMPLE.replace("\r\n", "\r"))).isEqualTo(parse(EXAMPLE));
    assertThat(parse(EXAMPLE.strip())).isEqualTo(parse(EXAMPLE));
  }

  @Test
  @Clause("RFC 8866 6.7")
  void a_stream_has_the_direction_of_the_session_unless_it_has_its_own() {
    var description =
        parse(
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\na=recvonly\r\n"
                + "m=audio 4 RTP/AVP 0\r\nm=audio 6 RTP/AVP 0\r\na=inactive\r\n");
    assertThat(description.media())
        .extracting(description::direction)
        .containsExactly(Direction.RECVONLY, Direction.INACTIVE);
    var plain = parse(EXAMPLE);
    assertThat(plain.direction(plain.media().getFirst())).isEqualTo(Direction.SENDRECV);
  }

  @Test
  @Clause("RFC 8866 5")
  void what_is_malformed_names_its_clause_and_line() {
    String good = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    assertThat(malformed("").clause()).isEqualTo("RFC 8866 5.1");
    assertThat(malformed("v=1\r\n").clause()).isEqualTo("RFC 8866 5.1");
    assertThat(malformed("v=0\r\ns=-\r\n").clause()).isEqualTo("RFC 8866 5.2");
    assertThat(malformed("v=0\r\no=me\r\n").reason()).contains("line 2").contains("o=me");
    assertThat(malformed(good + "m=audio x RTP/AVP 0\r\n").clause()).isEqualTo("RFC 8866 5.14");
    assertThat(malformed(good + "m=audio 70000 RTP/AVP 0\r\n").clause()).isEqualTo("RFC 8866 5.14");
    assertThat(malformed(good + "nonsense\r\n").reason()).contains("line 6");
    assertThat(
            malformed(good.replace("c=IN IP4 192.0.2.1\r\n", "") + "m=audio 4 RTP/AVP 0\r\n")
                .clause())
        .isEqualTo("RFC 8866 5.7");
  }

  @Test
  @Clause("RFC 8866 5")
  void a_body_without_bounds_is_refused() {
    String start = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    assertThat(malformed(start + "m=audio 4 RTP/AVP 0\r\n".repeat(33)).reason())
        .contains("33 media");
    assertThat(malformed(start + "a=x\r\n".repeat(1000)).reason()).contains("lines");
    assertThat(malformed(start + "a=" + "x".repeat(70000)).reason()).contains("bytes");
  }

  @Test
  @Clause("RFC 3264 8")
  void the_next_version_is_one_more_with_20_digits_too() {
    var origin =
        Origin.parse("MxSIP 12345678901234567890 9223372036854775807 IN IP4 192.0.2.1")
            .orElseThrow();
    assertThat(origin.next().toString())
        .isEqualTo("MxSIP 12345678901234567890 9223372036854775808 IN IP4 192.0.2.1");
    assertThat(
            Origin.parse("- 1 99999999999999999999 IN IP4 192.0.2.1")
                .orElseThrow()
                .next()
                .sessionVersion())
        .isEqualTo("1");
  }

  @Test
  @Clause("RFC 3605 2.1")
  void RTCP_goes_to_the_next_port_unless_a_line_says_otherwise() {
    var plain = MediaDescription.of("audio", 5004, "RTP/AVP", List.of("0"));
    assertThat(plain.rtcpPort()).isEqualTo(5005);
    var named = plain.with(List.of(new Attribute("rtcp", "53020 IN IP4 126.16.64.4")));
    assertThat(named.rtcpPort()).isEqualTo(53020);
    assertThat(named.rtcp().flatMap(RtcpPort::connection)).contains(Connection.to("126.16.64.4"));
    assertThat(plain.with(List.of(new Attribute("rtcp", "66000"))).rtcpPort()).isEqualTo(5005);
  }

  @Test
  @Clause("RFC 8866 6.6")
  void an_rtpmap_is_read_and_compared_without_case() {
    assertThat(RtpMap.parse("0 pcmu/8000/1"))
        .hasValueSatisfying(map -> assertThat(map.names("PCMU", 8000)).isTrue());
    assertThat(RtpMap.parse("128 PCMU/8000")).isEqualTo(Optional.empty());
    assertThat(RtpMap.parse("L16")).isEqualTo(Optional.empty());
  }

  @Test
  void the_text_for_a_log_has_no_keys() {
    String secret =
        EXAMPLE
            + "k=clear:password\r\na=key-mgmt:mikey AQQFgM0XflABAAAA\r\n"
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGw|2^20|1:4;inline:YUJDZA\r\n"
            + "K=base64:a;b\r\na=acap:1 key-mgmt:mikey\tAQQF\r\n"
            + "a=crypto:2 A INLINE:YUJD\r\na=ice-pwd:cGFzcw\r\n";
    assertThat(parse(secret).withoutKeys())
        .isEqualTo(
            EXAMPLE
                + "k=...\r\na=key-mgmt:mikey...\r\n"
                + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:...;inline:...\r\n"
                + "K=...\r\na=acap:1 key-mgmt:mikey...\r\n"
                + "a=crypto:2 A INLINE:...\r\na=ice-pwd:...\r\n");
  }
}
