package ringfence.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.sip.message.Parsed.Malformed;
import ringfence.testkit.Clause;

/// Every message of RFC 4475: taken, or refused as its section says.
class Rfc4475Test {
  private static final List<String> TAKEN =
      List.of(
          "wsinv",
          "intmeth",
          "esc01",
          "escnull",
          "esc02",
          "lwsdisp",
          "longreq",
          "dblreq",
          "semiuri",
          "transports",
          "mpart01",
          "unreason",
          "noreason",
          "baddate",
          "badbranch",
          "unkscm",
          "novelsc",
          "unksm2",
          "bext01",
          "invut",
          "regaut01",
          "bcast",
          "zeromf",
          "cparam01",
          "cparam02",
          "regescrt",
          "sdp01",
          "inv2543");
  private static final List<String> REFUSED =
      List.of(
          "badinv01",
          "clerr",
          "ncl",
          "scalar02",
          "scalarlg",
          "quotbal",
          "ltgtruri",
          "lwsruri",
          "lwsstart",
          "trws",
          "escruri",
          "regbadct",
          "badaspec",
          "baddn",
          "badvers",
          "mismatch01",
          "mismatch02",
          "bigcode",
          "insuf",
          "multi01",
          "mcl01");

  /// As a registrar or UA would have it: what it acts on is checked.
  private static final SipParser PARSER =
      new SipParser(
          Header.CONTACT,
          Header.ROUTE,
          Header.EXPIRES,
          Header.REQUIRE,
          Header.PROXY_REQUIRE,
          Header.ACCEPT,
          Header.CONTENT_TYPE,
          Header.AUTHORIZATION);

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder().resolve(name + ".dat"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Rfc4475Test.class.getResource("/rfc4475").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SipMessage message(String name) {
    return switch (PARSER.parse(bytes(name))) {
      case Parsed.Message(var message) -> message;
      case Malformed malformed -> throw new AssertionError(malformed.toString());
    };
  }

  private static SipRequest request(String name) {
    return (SipRequest) message(name);
  }

  private static Malformed malformed(String name) {
    return (Malformed) PARSER.parse(bytes(name));
  }

  @Test
  void every_file_of_the_archive_is_tested_here() throws IOException {
    try (var files = Files.list(folder())) {
      Set<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".dat"))
              .map(name -> name.replace(".dat", ""))
              .collect(Collectors.toSet());
      assertThat(found).hasSize(49);
      assertThat(TAKEN.size() + REFUSED.size()).isEqualTo(49);
      assertThat(found).containsAll(TAKEN).containsAll(REFUSED);
    }
  }

  @Test
  void what_is_taken_prints_as_it_came() {
    for (String name : TAKEN) {
      byte[] bytes = bytes(name);
      byte[] printed = message(name).toBytes();
      assertThat(printed).as(name).isEqualTo(java.util.Arrays.copyOf(bytes, printed.length));
      // Only dblreq and inv2543 are longer than what they say.
      if (!name.equals("dblreq")) assertThat(printed.length).as(name).isEqualTo(bytes.length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "badinv01,400,RFC 3261",
    "clerr,400,RFC 3261 18.3",
    "ncl,400,RFC 3261 20.14",
    "scalar02,400,RFC 3261 20.16",
    "quotbal,400,RFC 3261 20.10",
    "ltgtruri,400,RFC 3986 3",
    "lwsruri,400,RFC 3261 19.1.1",
    "lwsstart,400,RFC 3986 3",
    "trws,400,RFC 3261 7.1",
    "escruri,400,RFC 3261 19.1.1",
    "regbadct,400,RFC 3261 20.10",
    "badaspec,400,RFC 3986 3",
    "baddn,400,RFC 3261 7.3.1",
    "badvers,505,RFC 3261 7.1",
    "mismatch01,400,RFC 3261 8.1.1.5",
    "mismatch02,501,RFC 3261 8.1.1.5",
    "insuf,400,RFC 3261 8.1.1",
    "multi01,400,RFC 3261 7.3.1",
    "mcl01,400,RFC 3261 7.3.1"
  })
  void a_bad_request_is_refused_with_its_status_and_clause(String name, int status, String clause) {
    Malformed malformed = malformed(name);
    assertThat(malformed.answer().value()).isEqualTo(status);
    assertThat(malformed.clause()).startsWith(clause);
    assertThat(malformed.reason()).isNotEmpty();
    // Only badinv01's Via is too broken to send anything along it.
    assertThat(malformed.answerable().isPresent()).isEqualTo(!name.equals("badinv01"));
    malformed.answerable().ifPresent(request -> answers(request, malformed.answer()));
  }

  private static void answers(SipRequest request, StatusCode status) {
    SipResponse response = Responses.tagged(request, status, "a6c85cf");
    assertThat(response.topVia()).isEqualTo(request.topVia());
    assertThat(new String(response.toBytes(), StandardCharsets.UTF_8))
        .startsWith("SIP/2.0 " + status.value() + " ");
  }

  @Test
  @Clause("RFC 4475 3.1.2.15")
  void baddn_is_also_refused_when_the_empty_line_that_the_archive_lacks_is_there() {
    String whole = new String(bytes("baddn"), StandardCharsets.UTF_8) + "\r\n";
    Malformed malformed = (Malformed) PARSER.parse(whole.getBytes(StandardCharsets.UTF_8));
    assertThat(malformed.clause()).isEqualTo("RFC 3261 20.10");
    assertThat(malformed.answer()).isEqualTo(StatusCode.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"scalarlg", "bigcode"})
  void a_bad_response_is_refused_and_not_answered(String name) {
    assertThat(malformed(name).answerable()).isEmpty();
  }

  @Test
  @Clause("RFC 4475 3.1.1.1")
  void wsinv_a_short_tortuous_INVITE() {
    SipRequest invite = request("wsinv");
    assertThat(invite.method()).isEqualTo(Method.INVITE);
    assertThat(invite.uri()).hasToString("sip:vivekg@chair-dnrc.example.com;unknownparam");
    assertThat(invite.to().tag()).contains("1918181833n");
    assertThat(invite.from().displayName()).contains("J Rosenberg \\\"");
    assertThat(invite.from().tag()).contains("98asjd8");
    assertThat(invite.headers().first(Header.MAX_FORWARDS)).contains(68);
    assertThat(invite.cseq()).isEqualTo(new CSeq(9, Method.INVITE));
    assertThat(invite.headers().first(Header.SUBJECT)).contains("");
    assertThat(invite.headers().first(Header.text("NewFangledHeader")))
        .contains("newfangled value continued newfangled value");
    assertThat(invite.headers().first(Header.text("unknownheaderwithunusualvalue")))
        .contains(";;,,;;,;");
    List<Via> vias = invite.headers().all(Header.VIA);
    assertThat(vias)
        .extracting(via -> via.transport().token())
        .containsExactly("UDP", "TCP", "UDP");
    assertThat(vias)
        .extracting(via -> via.branch().orElse(""))
        .containsExactly("390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239");
    Contact.Address contact =
        (Contact.Address) invite.headers().first(Header.CONTACT).orElseThrow();
    assertThat(contact.address().displayName()).contains("Quoted string \"\"");
    assertThat(contact.q()).hasValue(0.33);
    assertThat(contact.address().parameters().has("secondparam")).isTrue();
    assertThat(contact.address().parameters().value("secondparam")).isEmpty();
    assertThat(invite.headers().first(Header.ROUTE).orElseThrow().uri())
        .hasToString("sip:services.example.com;lr;unknownwith=value;unknown-no-value");
    assertThat(invite.bodyLength()).isEqualTo(150);
  }

  @Test
  @Clause("RFC 4475 3.1.1.2")
  void intmeth_a_wide_range_of_valid_characters() {
    SipRequest request = request("intmeth");
    assertThat(request.method().name()).isEqualTo("!interesting-Method0123456789_*+`.%indeed'~");
    SipUri uri = (SipUri) request.uri();
    assertThat(uri.user()).contains("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
    assertThat(uri.password()).contains("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
    assertThat(request.to().displayName()).contains("BEL:\u0007 NUL:\u0000 DEL:\u007f");
    assertThat(request.from().displayName()).contains("token1~` token2'+_ token3*%!.-");
    assertThat(request.from().parameters().value("fromParam''~+*_!.-%")).contains("работающий");
    assertThat(request.from().tag()).contains("_token~1'+`*%!-.");
    assertThat(request.callId()).isEqualTo("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
    assertThat(request.topVia().branch()).contains("z9hG4bK-.!%66*_+`'~");
    assertThat(request.headers().first(Header.text("extensionHeader-!.%*+_`'~")))
        .contains("\ufeff大停電");
    NameAddr again = NameAddr.parse(request.to().toString());
    assertThat(again).isEqualTo(request.to());
  }

  @Test
  @Clause("RFC 4475 3.1.1.3")
  void esc01_escapes_in_URIs_are_resolved_once() {
    SipRequest request = request("esc01");
    assertThat(((SipUri) request.uri()).userText()).contains("sips:user@example.com");
    assertThat(((SipUri) request.to().uri()).userText()).contains("user");
    assertThat(((SipUri) request.from().uri()).userText()).contains("I have spaces");
    SipUri contact =
        (SipUri) ((Contact.Address) request.headers().first(Header.CONTACT).orElseThrow()).uri();
    assertThat(contact.userText()).contains("caller");
    assertThat(contact.isLooseRouter()).isTrue();
    assertThat(contact.parameter("name")).contains("value%41");
    assertThat(contact.matches(SipUri.parse("sip:caller@host5.example.net;lr;name=value%2541")))
        .isTrue();
  }

  @Test
  @Clause("RFC 4475 3.1.1.4")
  void escnull_an_escaped_NUL_does_not_end_a_user() {
    SipRequest request = request("escnull");
    assertThat(((SipUri) request.to().uri()).userText()).contains("null-\0-null");
    List<Contact> contacts = request.headers().all(Header.CONTACT);
    assertThat(contacts).hasSize(2);
    Uri one = ((Contact.Address) contacts.get(0)).uri();
    Uri two = ((Contact.Address) contacts.get(1)).uri();
    assertThat(one.matches(two)).isFalse();
  }

  @Test
  @Clause("RFC 4475 3.1.1.5")
  void esc02_a_percent_sign_outside_URIs_is_no_escape() {
    SipRequest request = request("esc02");
    assertThat(request.method().name()).isEqualTo("RE%47IST%45R");
    assertThat(request.to().displayName()).contains("%Z%45");
    assertThat(request.headers().all(Header.CONTACT)).hasSize(2);
    assertThat(check().asServer(request))
        .get()
        .extracting(rejection -> rejection.status().value())
        .isEqualTo(501);
  }

  @Test
  @Clause("RFC 4475 3.1.1.6")
  void lwsdisp_no_space_is_needed_after_a_display_name() {
    assertThat(request("lwsdisp").from().displayName()).contains("caller");
  }

  @Test
  @Clause("RFC 4475 3.1.1.7")
  void longreq_long_values() {
    SipRequest request = request("longreq");
    assertThat(request.headers().all(Header.VIA)).hasSize(34);
    assertThat(request.to().displayName().orElseThrow())
        .startsWith("I have a user name of extremeextreme");
    assertThat(request.from().tag().orElseThrow()).hasSize(2 + 150 + 3);
    assertThat(((SipUri) request.to().uri()).host().port()).hasValue(6000);
  }

  @Test
  @Clause("RFC 4475 3.1.1.8")
  void dblreq_octets_after_the_body_are_noise() {
    SipRequest request = request("dblreq");
    assertThat(request.method()).isEqualTo(Method.REGISTER);
    assertThat(request.toString()).doesNotContain("INVITE").endsWith("Content-Length: 0\r\n\r\n");
  }

  @Test
  @Clause("RFC 4475 3.1.1.9")
  void semiuri_a_user_may_hold_semicolons() {
    SipUri uri = (SipUri) request("semiuri").uri();
    assertThat(uri.userText()).contains("user;par=u@example.net");
    assertThat(uri.host()).hasToString("example.com");
    assertThat(request("semiuri").headers().all(Header.ACCEPT)).hasSize(6);
  }

  @Test
  @Clause("RFC 4475 3.1.1.10")
  void transports_any_transport_may_stand_in_a_Via() {
    assertThat(request("transports").headers().all(Header.VIA))
        .extracting(via -> via.transport().token())
        .containsExactly("UDP", "SCTP", "TLS", "UNKNOWN", "TCP");
  }

  @Test
  @Clause("RFC 4475 3.1.1.11")
  void mpart01_a_binary_body_stays_as_it_is() {
    SipRequest request = request("mpart01");
    byte[] whole = bytes("mpart01");
    assertThat(request.bodyLength()).isEqualTo(553);
    assertThat(request.body())
        .isEqualTo(java.util.Arrays.copyOfRange(whole, whole.length - 553, whole.length));
    assertThat(request.topVia().asksForRport()).isTrue();
    assertThat(request.topVia().rport()).isEmpty();
    assertThat(
            request
                .headers()
                .first(Header.CONTENT_TYPE)
                .orElseThrow()
                .parameters()
                .value("boundary"))
        .contains("7a9cbec02ceef655");
  }

  @Test
  @Clause("RFC 4475 3.1.1.12")
  void unreason_a_reason_phrase_may_be_anything() {
    SipResponse response = (SipResponse) message("unreason");
    assertThat(response.status()).isEqualTo(StatusCode.OK);
    assertThat(response.reason()).isEqualTo("= 2**3 * 5**2 но сто девяносто девять - простое");
  }

  @Test
  @Clause("RFC 4475 3.1.1.13")
  void noreason_a_reason_phrase_may_be_empty() {
    SipResponse response = (SipResponse) message("noreason");
    assertThat(response.status()).isEqualTo(StatusCode.TRYING);
    assertThat(response.reason()).isEmpty();
  }

  @Test
  @Clause("RFC 4475 3.1.2.12")
  void baddate_a_date_that_nobody_asks_for_does_no_harm() {
    assertThat(request("baddate").headers().first(Header.DATE))
        .contains("Fri, 01 Jan 2010 16:00:00 EST");
  }

  @Test
  @Clause("RFC 4475 3.2.1")
  void badbranch_a_bare_cookie_is_no_transaction_identifier() {
    Via via = request("badbranch").topVia();
    assertThat(via.branch()).contains("z9hG4bK");
    assertThat(via.hasUniqueBranch()).isFalse();
  }

  private static RequestCheck check() {
    return new RequestCheck(
        Set.of("timer", "replaces"),
        Set.of(Method.INVITE, Method.OPTIONS, Method.REGISTER),
        Set.of("sip", "sips"));
  }

  @ParameterizedTest
  @Clause("RFC 4475 3.3.2, 3.3.3")
  @CsvSource({"unkscm", "novelsc"})
  void an_unknown_scheme_is_well_formed_and_answered_with_416(String name) {
    SipRequest request = request(name);
    assertThat(request.uri()).isInstanceOf(OtherUri.class);
    assertThat(check().asServer(request).orElseThrow().status().value()).isEqualTo(416);
    assertThat(check().asProxy(request).orElseThrow().status().value()).isEqualTo(416);
  }

  @Test
  @Clause("RFC 4475 3.3.4")
  void unksm2_other_schemes_may_stand_in_header_fields() {
    SipRequest request = request("unksm2");
    assertThat(request.to().uri()).isEqualTo(new OtherUri("isbn", "2983792873"));
    assertThat(request.from().uri()).hasToString("http://www.example.com");
    assertThat(((Contact.Address) request.headers().first(Header.CONTACT).orElseThrow()).uri())
        .hasToString("name:John_Smith");
    assertThat(check().asProxy(request)).isEmpty();
    assertThat(check().asRegistrar(request).orElseThrow().status().value()).isEqualTo(400);
  }

  @Test
  @Clause("RFC 4475 3.3.5")
  void bext01_unknown_extensions_are_listed_in_a_420() {
    SipRequest request = request("bext01");
    SipResponse server = check().asServer(request).orElseThrow().answer(request, "1");
    assertThat(server.status()).isEqualTo(StatusCode.BAD_EXTENSION);
    assertThat(server.headers().all(Header.UNSUPPORTED))
        .containsExactly("nothingSupportsThis", "nothingSupportsThisEither");
    SipResponse proxy = check().asProxy(request).orElseThrow().answer(request, "1");
    assertThat(proxy.headers().all(Header.UNSUPPORTED))
        .containsExactly("noProxiesSupportThis", "norDoAnyProxiesSupportThis");
  }

  @Test
  @Clause("RFC 4475 3.3.6")
  void invut_an_unknown_body_is_answered_with_415_and_what_is_taken() {
    SipRequest request = request("invut");
    assertThat(check().asProxy(request)).isEmpty();
    assertThat(check().asServer(request)).isEmpty();
    var rejection = check().body(request, List.of(MediaType.SDP)).orElseThrow();
    assertThat(rejection.status().value()).isEqualTo(415);
    assertThat(rejection.answer(request, "1").headers().all(Header.ACCEPT))
        .containsExactly(MediaType.SDP);
  }

  @Test
  @Clause("RFC 4475 3.3.7")
  void regaut01_an_unknown_authorization_scheme_is_kept() {
    AuthFields fields = request("regaut01").headers().first(Header.AUTHORIZATION).orElseThrow();
    assertThat(fields.scheme()).isEqualTo("NoOneKnowsThisScheme");
    assertThat(fields.value("opaque-data")).contains("here");
  }

  @Test
  @Clause("RFC 4475 3.3.10")
  void bcast_a_broadcast_address_in_a_Via_can_be_seen() {
    List<Via> vias = message("bcast").headers().all(Header.VIA);
    assertThat(vias.get(1).sentBy()).isEqualTo(HostPort.of("255.255.255.255"));
    assertThat(vias.get(1).sentBy().isBroadcast()).isTrue();
    assertThat(vias.get(0).sentBy().isBroadcast()).isFalse();
  }

  @Test
  @Clause("RFC 4475 3.3.11")
  void zeromf_only_a_proxy_minds_hops_of_zero() {
    assertThat(check().asServer(request("zeromf"))).isEmpty();
    assertThat(check().asProxy(request("zeromf")).orElseThrow().status().value()).isEqualTo(483);
  }

  @Test
  @Clause("RFC 4475 3.3.12, 3.3.13, 3.3.14")
  void parameters_belong_to_the_URI_only_within_angle_brackets() {
    Contact.Address bare =
        (Contact.Address) request("cparam01").headers().first(Header.CONTACT).orElseThrow();
    assertThat(bare.uri()).hasToString("sip:+19725552222@gw1.example.net");
    assertThat(bare.address().parameters().has("unknownparam")).isTrue();
    Contact.Address bracketed =
        (Contact.Address) request("cparam02").headers().first(Header.CONTACT).orElseThrow();
    assertThat(((SipUri) bracketed.uri()).parameters().has("unknownparam")).isTrue();
    assertThat(bracketed.address().parameters().isEmpty()).isTrue();
    Contact.Address escaped =
        (Contact.Address) request("regescrt").headers().first(Header.CONTACT).orElseThrow();
    assertThat(escaped.uri()).hasToString("sip:user@example.com?Route=%3Csip:sip.example.com%3E");
  }

  @Test
  @Clause("RFC 4475 3.3.15")
  void sdp01_what_the_client_accepts_can_be_asked() {
    assertThat(check().accepts(request("sdp01"), MediaType.SDP)).isFalse();
    assertThat(check().accepts(request("invut"), MediaType.SDP)).isTrue();
  }

  @Test
  @Clause("RFC 4475 3.4.1")
  void inv2543_an_INVITE_of_RFC_2543_is_taken() {
    SipRequest request = request("inv2543");
    assertThat(request.topVia().branch()).isEmpty();
    assertThat(request.from().tag()).isEmpty();
    assertThat(request.uri()).hasToString("sip:UserB@example.com");
    assertThat(request.headers().has(Header.CONTENT_LENGTH)).isFalse();
    assertThat(request.bodyLength()).isPositive();
  }
}
