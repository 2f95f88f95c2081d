package ringfence.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class SipUriTest {
  @ParameterizedTest
  @Clause("RFC 3261 19.1.3")
  @ValueSource(
      strings = {
        "sip:alice@atlanta.com",
        "sip:alice:secretword@atlanta.com;transport=tcp",
        "sips:alice@atlanta.com?subject=project%20x&priority=urgent",
        "sip:+1-212-555-1212:1234@gateway.com;user=phone",
        "sips:1212@gateway.com",
        "sip:alice@192.0.2.4",
        "sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com",
        "sip:alice;day=tuesday@atlanta.com",
        "sip:[2001:db8::10]:5070",
        "sip:bob@[2001:db8::9:1];lr",
        "sip:192.168.120.11:5062",
        "tel:+1-201-555-0123;phone-context=example.com",
        "urn:service:sos"
      })
  void a_URI_prints_as_it_was_read(String text) {
    assertThat(Uri.parse(text)).hasToString(text);
    assertThat(Uri.parse(Uri.parse(text).toString())).isEqualTo(Uri.parse(text));
  }

  @ParameterizedTest
  @Clause("RFC 3261 19.1.4")
  @CsvSource({
    "sip:%61lice@atlanta.com;transport=TCP, sip:alice@AtLanTa.CoM;Transport=tcp",
    "sip:carol@chicago.com, sip:carol@chicago.com;newparam=5",
    "sip:carol@chicago.com, sip:carol@chicago.com;security=on",
    "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com, sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
    "sip:alice@atlanta.com?subject=project%20x&priority=urgent, sip:alice@atlanta.com?priority=urgent&subject=project%20x"
  })
  void these_are_equivalent(String one, String other) {
    assertThat(Uri.parse(one).matches(Uri.parse(other))).isTrue();
    assertThat(Uri.parse(other).matches(Uri.parse(one))).isTrue();
  }

  @ParameterizedTest
  @Clause("RFC 3261 19.1.4")
  @CsvSource({
    "SIP:ALICE@AtLanTa.CoM;Transport=udp, sip:alice@AtLanTa.CoM;Transport=UDP",
    "sip:bob@biloxi.com, sip:bob@biloxi.com:5060",
    "sip:bob@biloxi.com, sip:bob@biloxi.com;transport=udp",
    "sip:bob@biloxi.com, sip:bob@biloxi.com:6000;transport=tcp",
    "sip:carol@chicago.com, sip:carol@chicago.com?Subject=next%20meeting",
    "sip:bob@phone21.boxesbybob.com, sip:bob@192.0.2.4",
    "sip:carol@chicago.com;security=off, sip:carol@chicago.com;security=on",
    "sip:alice@atlanta.com, sips:alice@atlanta.com",
    "sip:alice@atlanta.com, sip:alice:x@atlanta.com",
    "sip:alice@atlanta.com;user=phone, sip:alice@atlanta.com",
    "sip:alice@atlanta.com;maddr=239.255.255.1, sip:alice@atlanta.com",
    "sip:alice@atlanta.com, tel:alice",
    "sip:atlanta.com, sip:alice@atlanta.com"
  })
  void these_are_not_equivalent(String one, String other) {
    assertThat(Uri.parse(one).matches(Uri.parse(other))).isFalse();
    assertThat(Uri.parse(other).matches(Uri.parse(one))).isFalse();
  }

  @Test
  @Clause("RFC 3261 19.1.4")
  void equivalence_is_not_transitive() {
    Uri off = Uri.parse("sip:carol@chicago.com;security=off");
    Uri none = Uri.parse("sip:carol@chicago.com");
    Uri on = Uri.parse("sip:carol@chicago.com;security=on");
    assertThat(off.matches(none) && none.matches(on)).isTrue();
    assertThat(off.matches(on)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sip",
        "sip:",
        "sip:@example.com",
        "sip:a b@example.com",
        "sip:a@",
        "sip:a@exa mple.com",
        "sip:a@b:port",
        "sip:a@b:65536",
        "sip:a@b:",
        "sip:a%4@b",
        "sip:a%zz@b",
        "sip:a@[::1",
        "sip:a@[xyz]",
        "sip:a@[]",
        "sip:a@b;",
        "sip:a@b;=x",
        "sip:a@b?x",
        "sip:a@b?=y",
        "sip:a@b@c",
        "<sip:a@b>",
        "sip:a@b;lr\r\nVia: x",
        "sip:a\r\n@b",
        "sip:a\"@b",
        ":x",
        "1x:y",
        "tel:",
        "tel:1 2",
        "sip:a@b;x=%"
      })
  void these_are_no_URIs(String text) {
    assertThat(Uri.read(text)).isEmpty();
    assertThatThrownBy(() -> Uri.parse(text)).isInstanceOf(MalformedHeaderException.class);
  }

  @Test
  @Clause("RFC 3261 19.1.2")
  void a_user_is_escaped_where_it_must_be() {
    SipUri uri = SipUri.of("a b@c:%ü", HostPort.of("example.com"));
    assertThat(uri).hasToString("sip:a%20b%40c%3A%25%C3%BC@example.com");
    assertThat(uri.userText()).contains("a b@c:%ü");
    assertThat(SipUri.parse(uri.toString())).isEqualTo(uri);
  }

  @Test
  void a_parameter_takes_the_place_of_the_one_before_it() {
    SipUri uri = SipUri.parse("sip:100@192.168.120.30:16000;transport=udp;ob");
    assertThat(uri.withParameter("Transport", "tls"))
        .hasToString("sip:100@192.168.120.30:16000;Transport=tls;ob");
    assertThat(uri.withParameter("x", "a=b;c")).hasToString(uri + ";x=a%3Db%3Bc");
    assertThat(uri.withoutParameter("TRANSPORT").withParameter("lr"))
        .hasToString("sip:100@192.168.120.30:16000;ob;lr");
    assertThat(uri.transport()).contains(Transport.UDP);
    assertThat(uri.withHost(HostPort.of("::1", 5061)))
        .hasToString("sip:100@[::1]:5061;transport=udp;ob");
  }

  @Test
  void a_user_or_host_that_would_add_a_header_field_is_refused() {
    assertThatThrownBy(() -> HostPort.of("a\r\nb")).isInstanceOf(MalformedHeaderException.class);
    assertThatThrownBy(() -> SipUri.of(HostPort.of("a")).with(Parameters.NONE.with("x\r\ny")))
        .isInstanceOf(MalformedHeaderException.class);
    assertThat(SipUri.of("a\r\nb", HostPort.of("h"))).hasToString("sip:a%0D%0Ab@h");
  }
}
