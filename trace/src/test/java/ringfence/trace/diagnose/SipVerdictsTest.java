package ringfence.trace.diagnose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.diagnose.Evidences.CLIENT;
import static ringfence.trace.diagnose.Evidences.NOW;
import static ringfence.trace.diagnose.Evidences.SERVER;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.trace.capture.Carrier;
import ringfence.trace.decode.Content;

class SipVerdictsTest {
  private static final String FIELDS =
      """
      Via: SIP/2.0/%s 192.0.2.10;branch=z9hG4bK1
      From: <sip:100@example.com>;tag=1
      To: <sip:100@example.com>%s
      Call-ID: 1@192.0.2.10
      CSeq: %d %s
      Max-Forwards: 70
      Content-Length: 0
      """;

  private static final String OFFER =
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.10
      s=-
      c=IN IP4 192.0.2.10
      t=0 0
      m=audio 10000 %s 0
      %s
      """;

  private static String request(String method, int number, String more) {
    return method
        + " sip:example.com SIP/2.0\n"
        + FIELDS.formatted("TLS", "", number, method)
        + more;
  }

  private static String response(String status, String method, int number, String more) {
    return "SIP/2.0 " + status + "\n" + FIELDS.formatted("TLS", ";tag=2", number, method) + more;
  }

  @ParameterizedTest
  @CsvSource({
    "a=key-mgmt:mikey AQAF, 415 Unsupported Media Type, SDES",
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz, 488 Not"
        + " Acceptable Here, MIKEY"
  })
  void keys_by_a_way_that_the_other_side_does_not_know(String keys, String status, String wanted) {
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("INVITE", 1, ""), OFFER.formatted("RTP/SAVP", keys))
            .sip(SERVER, Carrier.TLS, response(status, "INVITE", 1, ""));

    Verdict verdict = Diagnosis.of(scene.file).verdicts().getFirst();
    assertThat(verdict.id()).isEqualTo("media.key-management-mismatch");
    assertThat(verdict.sentence()).contains("the other side wants " + wanted);
    assertThat(verdict.evidence()).extracting(Evidence::frame).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @CsvSource({"a pre-shared key, media.pre-shared-key", "a way, media.key-management-mismatch"})
  void a_MIKEY_message_under_another_key(String what, String id) {
    String warning =
        "Warning: 306 x \"the MAC is wrong: another %s\"\n".formatted(what.substring(2));
    var scene =
        new Evidences()
            .sip(
                CLIENT,
                Carrier.TLS,
                request("INVITE", 1, ""),
                OFFER.formatted("RTP/SAVP", "a=key-mgmt:mikey AQAF"))
            .sip(SERVER, Carrier.TLS, response("415 Unsupported Media Type", "INVITE", 1, warning));

    assertThat(Evidences.ids(scene.file)).containsExactly(id);
  }

  @Test
  void a_call_in_clear_to_who_wants_SRTP() {
    var scene =
        new Evidences()
            .sip(
                CLIENT,
                Carrier.TLS,
                request("INVITE", 1, ""),
                OFFER.formatted("RTP/AVP", "a=ptime:20"))
            .sip(SERVER, Carrier.TLS, response("488 Not Acceptable Here", "INVITE", 1, ""));

    assertThat(Evidences.ids(scene.file)).containsExactly("media.profile-mismatch");
  }

  @ParameterizedTest
  @CsvSource({
    "RTP/SAVP, a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:BBBB, media.crypto-not-offered",
    "RTP/SAVP, a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:BBBB, media.crypto-not-offered",
    "RTP/AVP, a=ptime:20, media.downgraded",
    "RTP/SAVP, a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:BBBB, ''"
  })
  void an_answer_that_does_not_fit_its_offer(String transport, String line, String id) {
    String offered = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA";
    var scene =
        new Evidences()
            .sip(
                CLIENT, Carrier.TLS, request("INVITE", 1, ""), OFFER.formatted("RTP/SAVP", offered))
            .sip(
                SERVER,
                Carrier.TLS,
                response("200 OK", "INVITE", 1, ""),
                OFFER.formatted(transport, line));

    assertThat(String.join(",", Evidences.ids(scene.file))).isEqualTo(id);
  }

  @Test
  void a_secure_call_that_is_to_go_on_as_T38() {
    String crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA";
    String fax =
        OFFER.formatted("RTP/AVP", "").replace("audio 10000 RTP/AVP 0", "image 10000 udptl t38");
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("INVITE", 1, ""), OFFER.formatted("RTP/SAVP", crypto))
            .sip(CLIENT, Carrier.TLS, request("INVITE", 2, ""), fax.strip() + "\n")
            .sip(SERVER, Carrier.TLS, response("488 Not Acceptable Here", "INVITE", 2, ""));

    assertThat(Evidences.ids(scene.file)).startsWith("media.secure-fax");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:100@192.0.2.10:16000, 1",
    "sip:100@192.0.2.10:16000;transport=tls, 0",
    "sips:100@192.0.2.10:16000, 0"
  })
  void a_Contact_over_TLS_that_does_not_say_so(String contact, int verdicts) {
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("REGISTER", 1, "Contact: <" + contact + ">\n"))
            .sip(SERVER, Carrier.TLS, response("500 Server Internal Error", "REGISTER", 1, ""));

    assertThat(Evidences.ids(scene.file))
        .filteredOn("sip.contact-without-transport"::equals)
        .hasSize(verdicts);
  }

  /// The caller sees the answer, and not the registration of the one who is called.
  @ParameterizedTest
  @CsvSource({
    "500 Server Internal Error, '399 x \"no transport=tls in the Contact\"', 0.9",
    "500 Server Internal Error, '399 x \"overload\"', 0.55",
    "477 Send failed, '', 0.55",
    "503 Service Unavailable, '', 0"
  })
  void a_call_that_the_server_itself_fails_on(String status, String warning, double confidence) {
    String more = warning.isEmpty() ? "" : "Warning: " + warning + "\n";
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("INVITE", 1, ""))
            .sip(SERVER, Carrier.TLS, response("100 Trying", "INVITE", 1, ""))
            .sip(SERVER, Carrier.TLS, response(status, "INVITE", 1, more));

    assertThat(contactVerdicts(scene).mapToDouble(Verdict::confidence).sum()).isEqualTo(confidence);
  }

  @Test
  void a_call_that_rang_did_not_fail_on_the_way() {
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("INVITE", 1, ""))
            .sip(SERVER, Carrier.TLS, response("180 Ringing", "INVITE", 1, ""))
            .sip(SERVER, Carrier.TLS, response("500 Server Internal Error", "INVITE", 1, ""));

    assertThat(contactVerdicts(scene)).isEmpty();
  }

  @Test
  void a_registration_that_is_seen_and_says_its_transport_is_not_blamed() {
    String contact = "Contact: <sip:100@192.0.2.10;transport=tls>\n";
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("REGISTER", 1, contact))
            .sip(CLIENT, Carrier.TLS, request("INVITE", 2, ""))
            .sip(SERVER, Carrier.TLS, response("500 Server Internal Error", "INVITE", 2, ""));

    assertThat(contactVerdicts(scene)).isEmpty();
  }

  private static Stream<Verdict> contactVerdicts(Evidences scene) {
    return Diagnosis.of(scene.file).verdicts().stream()
        .filter(each -> each.id().equals("sip.contact-without-transport"));
  }

  @ParameterizedTest
  @CsvSource({
    "other.example.com, they are for realm example.com",
    "example.com, 'the password is wrong, or the user is not known'"
  })
  void credentials_that_are_challenged_again(String realm, String cause) {
    String credentials =
        "Authorization: Digest username=\"100\", realm=\"example.com\", nonce=\"n\","
            + " uri=\"sip:example.com\", response=\"0123456789abcdef0123456789abcdef\"\n";
    String challenge = "WWW-Authenticate: Digest realm=\"" + realm + "\", nonce=\"m\"\n";
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("REGISTER", 2, credentials))
            .sip(SERVER, Carrier.TLS, response("401 Unauthorized", "REGISTER", 2, challenge));

    Verdict verdict = Diagnosis.of(scene.file).verdicts().getFirst();
    assertThat(verdict.id()).isEqualTo("sip.challenge-loop");
    assertThat(verdict.sentence()).contains(cause);
  }

  @Test
  void a_first_challenge_is_no_failure() {
    String challenge = "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"m\"\n";
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("REGISTER", 1, ""))
            .sip(SERVER, Carrier.TLS, response("401 Unauthorized", "REGISTER", 1, challenge));

    assertThat(Evidences.ids(scene.file)).isEmpty();
  }

  @Test
  void SIP_in_clear_upon_which_a_server_at_any_port_hangs_up() {
    byte[] register =
        request("REGISTER", 1, "").strip().concat("\n\n").replace("\n", "\r\n").getBytes(UTF_8);
    var sip = new Content.Sip(Evidences.message(register), Optional.empty(), Carrier.TCP);
    var server = new InetSocketAddress("192.0.2.1", 5062);
    var hungUp =
        new Evidences()
            .between(CLIENT, server, new Content.Tcp(40_000, 5062, "SYN", 0))
            .between(server, CLIENT, new Content.Tcp(5062, 40_000, "SYN, ACK", 0))
            .between(CLIENT, server, sip)
            .between(server, CLIENT, new Content.Tcp(5062, 40_000, "FIN, ACK", 0));
    Verdict verdict = Diagnosis.of(hungUp.file).verdicts().getFirst();
    assertThat(verdict.id()).isEqualTo("tls.plain-sip");
    assertThat(verdict.confidence()).isLessThan(0.8);

    var left =
        new Evidences()
            .between(CLIENT, server, new Content.Tcp(40_000, 5062, "SYN", 0))
            .between(server, CLIENT, new Content.Tcp(5062, 40_000, "SYN, ACK", 0))
            .between(CLIENT, server, sip)
            .between(CLIENT, server, new Content.Tcp(40_000, 5062, "FIN, ACK", 0))
            .between(server, CLIENT, new Content.Tcp(5062, 40_000, "FIN, ACK", 0));
    assertThat(Evidences.ids(left.file)).isEmpty();
  }

  @Test
  void SIP_in_clear_that_is_sent_to_a_TLS_port() {
    var scene = new Evidences();
    for (int seconds : new int[] {0, 1, 3, 7}) {
      scene.at(NOW.plusSeconds(seconds)).sip(CLIENT, Carrier.UDP, request("REGISTER", 1, ""));
    }

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.plain-sip", "sip.no-answer");
  }

  @Test
  void a_header_field_that_nobody_can_read_spoils_no_verdict() {
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("REGISTER", 1, "Contact: <<;\nExpires: soon\n"))
            .sip(SERVER, Carrier.TLS, response("423 Brief", "REGISTER", 1, "Min-Expires: abc\n"));

    assertThat(Evidences.ids(scene.file)).containsExactly("sip.interval-too-brief");
  }

  @ParameterizedTest
  @CsvSource({
    "403 Forbidden, sip.forbidden",
    "416 Unsupported URI Scheme, sip.scheme-refused",
    "494 Security Agreement Required, sip.security-agreement",
    "423 Interval Too Brief, sip.interval-too-brief",
    "430 Flow Failed, sip.flow-failed",
    "439 First Hop Lacks Outbound Support, sip.first-hop-lacks-outbound"
  })
  void a_status_that_says_the_cause(String status, String id) {
    var scene =
        new Evidences()
            .sip(CLIENT, Carrier.TLS, request("REGISTER", 1, ""))
            .sip(SERVER, Carrier.TLS, response(status, "REGISTER", 1, ""));

    assertThat(Evidences.ids(scene.file)).containsExactly(id);
  }

  @ParameterizedTest
  @EnumSource(UnitField.class)
  void every_field_is_one_of_the_unit(UnitField field) throws IOException {
    String settings = Files.readString(Path.of("../docs/settings.md"));

    assertThat(settings).contains("### " + field.page() + "\n").contains("`" + field.setting());
  }
}
