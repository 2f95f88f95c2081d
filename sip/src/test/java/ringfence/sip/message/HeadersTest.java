package ringfence.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;

class HeadersTest {
  private static final String INVITE =
      """
      INVITE sip:bob@example.com SIP/2.0
      v: SIP/2.0/TLS a.example.com;branch=z9hG4bK1 ,  SIP/2.0/TCP b.example.com ; branch=z9hG4bK2
      Via: SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK3;received=2001:db8::2;rport=7
      f: "A, \\"quoted\\" B" <sip:a@example.com;x=12>;tag=1
      TO:
       <sip:bob@example.com>
      X-Odd:   keep   this\t
      Call-ID: 1@a
      CSeq: 1 INVITE
      m: <sip:a@h>;q=0.5;expires=60, "x, y" <sip:b@h>
      Supported: timer
      k: replaces , path
      Allow:
      Max-Forwards: 70
      Session-Expires: 1800;refresher=uas
      Min-SE: 90
      l: 4

      body""";

  private static SipRequest parse(String text) {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return switch (new SipParser().parse(bytes)) {
      case Parsed.Message(var message) -> (SipRequest) message;
      case Parsed.Malformed malformed -> throw new AssertionError(malformed.toString());
    };
  }

  private final SipRequest invite = parse(INVITE);
  private final Headers headers = invite.headers();

  private String lines(SipMessage message) {
    return message.toString().replace("\r\n", "\n");
  }

  @Test
  void lists_are_split_where_the_grammar_says() {
    assertThat(headers.all(Header.VIA))
        .extracting(via -> via.branch().orElse(""))
        .containsExactly("z9hG4bK1", "z9hG4bK2", "z9hG4bK3");
    assertThat(headers.all(Header.CONTACT)).hasSize(2);
    assertThat(headers.all(Header.SUPPORTED)).containsExactly("timer", "replaces", "path");
    assertThat(headers.all(Header.ALLOW)).isEmpty();
    assertThat(headers.has(Header.ALLOW)).isTrue();
    assertThat(headers.first(Header.ALLOW)).isEmpty();
    assertThat(invite.from().displayName()).contains("A, \"quoted\" B");
    assertThat(((SipUri) NameAddr.parse("<sip:a@h;x=1>").uri()).parameter("x")).contains("1");
  }

  @Test
  @Clause("RFC 3581 4, RFC 3261 20.42")
  void a_Via_may_hold_IPv6_addresses_received_and_rport() {
    Via via = headers.all(Header.VIA).get(2);
    assertThat(via.sentBy()).isEqualTo(HostPort.of("2001:db8::1", 5070));
    assertThat(via.sentBy().address()).isEqualTo("2001:db8::1");
    assertThat(via.received()).contains("2001:db8::2");
    assertThat(via.rport()).hasValue(7);
    assertThat(via)
        .hasToString("SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK3;received=2001:db8::2;rport=7");
    Via filled =
        Via.parse("SIP/2.0/UDP h;rport;branch=z9hG4bKx").withReceived("192.0.2.1").withRport(9);
    assertThat(filled).hasToString("SIP/2.0/UDP h;rport=9;branch=z9hG4bKx;received=192.0.2.1");
    assertThat(Via.parse("SIP/2.0/UDP h").withReceived("[2001:db8::7]").received())
        .contains("[2001:db8::7]");
  }

  @Test
  void what_is_not_touched_keeps_its_case_its_form_and_its_spaces() {
    SipRequest changed = invite.with(Header.MAX_FORWARDS, 69);
    assertThat(lines(changed)).isEqualTo(INVITE.replace("Max-Forwards: 70", "Max-Forwards: 69"));
  }

  @Test
  void the_first_Via_of_a_line_can_be_taken_away_or_changed() {
    Headers without = headers.withoutFirst(Header.VIA);
    assertThat(without.fields().getFirst())
        .hasToString("v: SIP/2.0/TCP b.example.com ; branch=z9hG4bK2");
    Headers twice = without.withoutFirst(Header.VIA);
    assertThat(twice.all(Header.VIA)).containsExactly(headers.all(Header.VIA).get(2));
    assertThat(twice.withoutFirst(Header.VIA).has(Header.VIA)).isFalse();
    Via changed = headers.all(Header.VIA).getFirst().withReceived("192.0.2.9");
    Headers with = headers.withFirst(Header.VIA, changed);
    assertThat(with.all(Header.VIA))
        .startsWith(changed)
        .hasSize(3)
        .endsWith(headers.all(Header.VIA).get(2));
    assertThat(twice.withFirst(Header.VIA, changed).all(Header.VIA)).containsExactly(changed);
    assertThat(Headers.NONE.withFirst(Header.VIA, changed).all(Header.VIA))
        .containsExactly(changed);
  }

  @Test
  void fields_are_put_in_before_after_and_instead() {
    NameAddr route = NameAddr.parse("<sip:p1;lr>");
    Headers routed =
        headers.prepend(Header.ROUTE, route).prepend(Header.ROUTE, NameAddr.parse("<sip:p0;lr>"));
    assertThat(routed.fields().getFirst()).hasToString("Route: <sip:p0;lr>");
    assertThat(routed.append(Header.ROUTE, NameAddr.parse("<sip:p2;lr>")).all(Header.ROUTE))
        .extracting(NameAddr::toString)
        .containsExactly("<sip:p0;lr>", "<sip:p1;lr>", "<sip:p2;lr>");
    assertThat(
            headers.withAll(Header.SUPPORTED, List.of("100rel", "timer")).fields(Header.SUPPORTED))
        .extracting(Field::toString)
        .containsExactly("Supported: 100rel, timer");
    assertThat(headers.without(Header.SUPPORTED).has(Header.SUPPORTED)).isFalse();
    assertThat(headers.with(Header.text("x-odd"), "new").first(Header.text("X-ODD")))
        .contains("new");
    assertThat(headers.first(Header.text("l"))).contains("4");
  }

  @Test
  void a_header_of_ones_own_reads_an_unknown_field() {
    Header<Integer> number = Header.of("X-Number", text -> Integer.valueOf(text));
    Header<Integer> numbers = Header.listOf("X-Number", text -> Integer.valueOf(text.strip()));
    Headers with = headers.append("x-number", "7");
    assertThat(with.first(number)).contains(7);
    assertThat(with.append("X-Number", "8, 9").all(numbers)).containsExactly(7, 8, 9);
    assertThat(with.first(Header.text("X-Number"))).contains("7");
  }

  @Test
  @Clause("RFC 4028 4, 5")
  void session_timers_are_read_and_written() {
    SessionExpires expires = headers.first(Header.SESSION_EXPIRES).orElseThrow();
    assertThat(expires.interval()).isEqualTo(Duration.ofMinutes(30));
    assertThat(expires.refresher()).contains(SessionExpires.Refresher.UAS);
    assertThat(headers.first(Header.MIN_SE)).contains(Duration.ofSeconds(90));
    Headers with =
        headers
            .with(Header.MIN_SE, Duration.ofHours(1))
            .with(
                Header.SESSION_EXPIRES,
                SessionExpires.of(Duration.ofHours(2), SessionExpires.Refresher.UAC));
    assertThat(with.fields(Header.MIN_SE))
        .extracting(Field::toString)
        .containsExactly("Min-SE: 3600");
    assertThat(with.fields(Header.SESSION_EXPIRES))
        .extracting(Field::toString)
        .containsExactly("Session-Expires: 7200;refresher=uac");
  }

  @Test
  @Clause("RFC 3261 20.10, 20.19")
  void a_Contact_has_q_and_expires_or_is_a_star() {
    Contact.Address contact = (Contact.Address) headers.all(Header.CONTACT).getFirst();
    assertThat(contact.q()).hasValue(0.5);
    assertThat(contact.expires()).contains(Duration.ofMinutes(1));
    assertThat(contact.withExpires(Duration.ZERO)).hasToString("<sip:a@h>;q=0.5;expires=0");
    assertThat(Contact.parse(" * ")).isEqualTo(new Contact.Everything());
    Contact.Address odd = (Contact.Address) Contact.parse("<sip:a@h>;q=2;expires=soon");
    assertThat(odd.q()).isEmpty();
    assertThat(odd.expires()).contains(Duration.ofHours(1));
    assertThat(((Contact.Address) Contact.parse("<sip:a@h>;expires=280297596632815")).expires())
        .contains(Duration.ofSeconds(0xFFFFFFFFL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nVia: x", "a\rb", "a\nb", "\r\n\r\nINVITE"})
  void nothing_that_is_put_in_can_add_a_line(String evil) {
    List<Runnable> attempts =
        List.of(
            () -> headers.append("Subject", evil),
            () -> headers.append(evil, "x"),
            () -> headers.with(Header.SUBJECT, evil),
            () -> headers.append(Header.SUPPORTED, evil),
            () -> headers.withAll(Header.SUPPORTED, List.of("timer", evil)),
            () -> NameAddr.of(evil, SipUri.of(HostPort.of("h"))),
            () -> NameAddr.of(SipUri.of(HostPort.of("h"))).withTag(evil),
            () -> new OtherUri("tel", evil),
            () -> new Method(evil),
            () -> new Transport(evil),
            () -> new Warning(399, "h", evil),
            () -> Valued.of("x").with("y", evil),
            () -> Header.text(evil),
            () -> new AuthFields("Digest", Parameters.NONE.with("realm", evil)),
            () -> new SipResponse(StatusCode.OK, evil, Headers.NONE),
            () -> new MediaType("a", evil, Parameters.NONE));
    for (Runnable attempt : attempts) {
      assertThatThrownBy(attempt::run).isInstanceOf(MalformedHeaderException.class);
    }
  }

  @Test
  void a_body_brings_its_type_and_length() {
    SipRequest with = invite.withBody(MediaType.SDP, "v=0\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(with.headers().first(Header.CONTENT_LENGTH)).contains(5);
    assertThat(with.headers().first(Header.CONTENT_TYPE)).contains(MediaType.SDP);
    assertThat(lines(with)).endsWith("\n\nv=0\n");
    assertThat(with.withoutBody().headers().has(Header.CONTENT_TYPE)).isFalse();
    assertThat(lines(with.withoutBody())).contains("Content-Length: 0\n");
  }

  @Test
  void a_message_of_our_own_reads_back_the_same() {
    Headers own =
        Headers.NONE
            .append(
                Header.VIA,
                Via.of(Transport.TLS, HostPort.of("192.168.120.30", 16000), "z9hG4bKa.b"))
            .append(Header.MAX_FORWARDS, 70)
            .append(Header.FROM, NameAddr.parse("<sip:100@192.168.120.11:5062>;tag=2ce647ee6c"))
            .append(Header.TO, NameAddr.parse("<sip:100@192.168.120.11:5062>"))
            .append(Header.CALL_ID, "a1b5ddebef59717a")
            .append(Header.CSEQ, new CSeq(151405030, Method.REGISTER))
            .append(Header.CONTACT, Contact.parse("<sip:100@192.168.120.30:16000>"))
            .append(Header.USER_AGENT, "Ringfence");
    SipRequest register =
        new SipRequest(Method.REGISTER, Uri.parse("sip:192.168.120.11:5062"), own);
    assertThat(lines(register))
        .isEqualTo(
            """
            REGISTER sip:192.168.120.11:5062 SIP/2.0
            Via: SIP/2.0/TLS 192.168.120.30:16000;branch=z9hG4bKa.b
            Max-Forwards: 70
            From: <sip:100@192.168.120.11:5062>;tag=2ce647ee6c
            To: <sip:100@192.168.120.11:5062>
            Call-ID: a1b5ddebef59717a
            CSeq: 151405030 REGISTER
            Contact: <sip:100@192.168.120.30:16000>
            User-Agent: Ringfence
            Content-Length: 0

            """);
    assertThat(new SipParser(Header.CONTACT).parse(register.toBytes()))
        .isEqualTo(new Parsed.Message(register));
  }

  @Test
  @Clause("RFC 3261 8.2.6")
  void a_response_repeats_what_ties_it_to_its_request() {
    SipResponse response = Responses.establishing(invite, StatusCode.RINGING, "314159");
    assertThat(lines(response))
        .isEqualTo(
            """
            SIP/2.0 180 Ringing
            v: SIP/2.0/TLS a.example.com;branch=z9hG4bK1 ,  SIP/2.0/TCP b.example.com ; branch=z9hG4bK2
            Via: SIP/2.0/UDP [2001:db8::1]:5070;branch=z9hG4bK3;received=2001:db8::2;rport=7
            f: "A, \\"quoted\\" B" <sip:a@example.com;x=12>;tag=1
            To: <sip:bob@example.com>;tag=314159
            Call-ID: 1@a
            CSeq: 1 INVITE
            Content-Length: 0

            """);
    assertThat(
            Responses.tagged(invite.with(Header.TO, invite.to().withTag("x")), StatusCode.OK, "y")
                .to()
                .tag())
        .contains("x");
  }

  @Test
  void other_values_are_read_and_written() {
    assertThat(Warning.parse("307 isi.edu \"Session \\\"parameter\\\" 'foo' not understood\""))
        .hasToString("307 isi.edu \"Session \\\"parameter\\\" 'foo' not understood\"");
    assertThat(RetryAfter.parse("18000 (I'm (really) busy) ;duration=3600").delay())
        .isEqualTo(Duration.ofHours(5));
    assertThat(RAck.parse("776656 1 INVITE"))
        .isEqualTo(new RAck(776656, new CSeq(1, Method.INVITE)));
    Valued event = Valued.parse("refer;id=93809824;early");
    assertThat(event.parameter("id")).contains("93809824");
    assertThat(event.parameters().has("early")).isTrue();
    AuthFields fields =
        AuthFields.parse(
            "Digest realm=\"a, \\\"b\\\"\", nonce=\"n\",stale=FALSE , qop=\"auth,auth-int\"");
    assertThat(fields.value("realm")).contains("a, \"b\"");
    assertThat(fields.value("QOP")).contains("auth,auth-int");
    assertThat(fields)
        .hasToString("Digest realm=\"a, \\\"b\\\"\",nonce=\"n\",stale=FALSE,qop=\"auth,auth-int\"");
    assertThat(headers.first(Header.EXPIRES)).isEqualTo(Optional.empty());
    assertThat(headers.append("Expires", "-1").first(Header.EXPIRES)).contains(Duration.ofHours(1));
  }
}
