package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.diagnose.Evidences.CLIENT;
import static ringfence.trace.diagnose.Evidences.SERVER;
import static ringfence.trace.diagnose.Handshakes.alert;
import static ringfence.trace.diagnose.Handshakes.answer;
import static ringfence.trace.diagnose.Handshakes.hello;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.testkit.Clause;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.CipherSuite;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;
import ringfence.trace.tls.Octets;
import ringfence.trace.tls.TlsEvent;

class TlsVerdictsTest {
  @ParameterizedTest
  @CsvSource({
    "unknown-ca, tls.unknown-ca",
    "version, tls.version",
    "no-common-suite, tls.rsa-key-transport-only",
    "certificate-required, tls.client-certificate-missing"
  })
  void a_capture_between_real_programs_has_its_verdict(String capture, String id)
      throws IOException {
    Verdict verdict = Diagnosis.of(Evidences.capture(capture, true)).verdicts().getFirst();

    assertThat(verdict.id()).isEqualTo(id);
    assertThat(verdict.evidence()).isNotEmpty().allMatch(each -> each.frame() > 0);
    assertThat(verdict.cure()).endsWith(".");
    assertThat(verdict.sentence()).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls13-mutual",
        "tls12-mutual",
        "tls13-retry",
        "tls13-ticket",
        "tls13-ticket-refused"
      })
  void what_went_well_has_none(String capture) throws IOException {
    assertThat(Evidences.ids(Evidences.capture(capture, true))).isEmpty();
  }

  @Test
  void where_the_secret_is_missing_it_says_which() throws IOException {
    Verdict verdict =
        Diagnosis.of(Evidences.capture("certificate-required", false)).verdicts().getFirst();

    assertThat(verdict.id()).isEqualTo("capture.unread");
    assertThat(verdict.sentence()).contains("no key log for client random");
    assertThat(verdict.cure()).contains("--keylog");
  }

  @Test
  void a_port_where_nobody_listens() {
    var scene = new Evidences().tcp(CLIENT, "SYN").tcp(SERVER, "RST, ACK");

    assertThat(Evidences.ids(scene.file)).containsExactly("tcp.refused");
  }

  @Test
  void a_server_that_does_not_answer() {
    var scene = new Evidences().tcp(CLIENT, "SYN").tcp(CLIENT, "SYN");
    // a second SYN of the same connection is a retransmission
    assertThat(Evidences.ids(scene.file)).containsExactly("tcp.no-answer");
  }

  @Test
  void TLS_sent_to_a_plain_port() {
    var first = Octets.of("SIP/2.0 400 Bad Request".getBytes());
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE))
            .event(SERVER, new TlsEvent.NotTls(Direction.BACKWARD, first));

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.plain-port");
  }

  @Test
  void a_name_that_the_server_does_not_know() {
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE))
            .event(SERVER, alert(Alert.UNRECOGNIZED_NAME));

    assertThat(Diagnosis.of(scene.file).verdicts().getFirst().sentence())
        .isEqualTo("The server has no certificate for proxy.example.com.");
  }

  @Test
  void a_client_that_asks_for_no_name() {
    var scene =
        new Evidences()
            .client(hello("", Handshakes.ECDHE))
            .event(SERVER, alert(Alert.UNRECOGNIZED_NAME));

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.no-server-name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls10-rsa-cbc", "tls10-ecdhe-cbc", "tls12-rsa-gcm"})
  @Clause("RFC 8996 4")
  void old_TLS_is_named_although_it_works(String capture) throws IOException {
    Verdict verdict = Diagnosis.of(Evidences.capture(capture, true)).verdicts().getFirst();

    assertThat(verdict.id()).isEqualTo("tls.legacy");
    assertThat(verdict.confidence()).isLessThan(0.5);
  }

  @Test
  @Clause("RFC 5246 7.2.2")
  void no_suite_in_common() {
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE, new CipherSuite(0x0035)))
            .event(SERVER, alert(Alert.HANDSHAKE_FAILURE));

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.no-common-suite");
  }

  @Test
  void a_server_that_takes_its_time() {
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE))
            .at(Evidences.NOW.plus(Duration.ofSeconds(9)))
            .server(answer());

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.slow-handshake");
  }

  @Test
  void a_client_that_has_no_certificate_to_show() {
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE))
            .server(answer())
            .server(new CertificateRequest(List.of(), List.of()))
            .client(Handshakes.certificates())
            .event(SERVER, alert(Alert.HANDSHAKE_FAILURE));

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.client-certificate-missing");
  }
}
