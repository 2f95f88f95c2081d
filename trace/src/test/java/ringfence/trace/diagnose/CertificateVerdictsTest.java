package ringfence.trace.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.trace.diagnose.Evidences.CLIENT;
import static ringfence.trace.diagnose.Evidences.NOW;
import static ringfence.trace.diagnose.Evidences.SERVER;
import static ringfence.trace.diagnose.Handshakes.alert;
import static ringfence.trace.diagnose.Handshakes.answer;
import static ringfence.trace.diagnose.Handshakes.certificates;
import static ringfence.trace.diagnose.Handshakes.hello;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Wanted;
import ringfence.testkit.Clause;
import ringfence.trace.tls.Alert;
import ringfence.trace.tls.HandshakeMessage.CertificateRequest;

class CertificateVerdictsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private final Authority authority = new Authority("Example CA");

  @Test
  void a_CA_that_is_not_trusted() {
    var scene = refused("proxy.example.com", server("dns:proxy.example.com"), Alert.UNKNOWN_CA);

    assertThat(Evidences.ids(scene.file)).startsWith("tls.unknown-ca", "tls.missing-intermediate");
    assertThat(first(scene).sentence()).contains("CN=Example CA");
  }

  @Test
  void a_certificate_that_is_signed_with_SHA_1() throws Exception {
    var shown = signedWithSha1();
    var taken = new Evidences().client(hello("proxy.example.com", Handshakes.ECDHE));
    taken.server(answer()).server(certificates(shown));
    assertThat(first(taken).id()).isEqualTo("tls.weak-hash");
    assertThat(Diagnosis.of(taken.file).isFailure()).isFalse();

    var scene = refused("proxy.example.com", shown, Alert.BAD_CERTIFICATE);
    assertThat(first(scene).id()).isEqualTo("tls.weak-hash");
    assertThat(first(scene).sentence()).contains("SHA1withECDSA");
  }

  /// No authority of the test kit signs so any more.
  private static X509Certificate signedWithSha1() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    var names = new X500Name("CN=Old CA");
    var builder =
        new JcaX509v3CertificateBuilder(
            names,
            BigInteger.TWO,
            Date.from(NOW.minus(DAY)),
            Date.from(NOW.plus(DAY)),
            new X500Name("CN=proxy.example.com"),
            keys.getPublic());
    var signer = new JcaContentSignerBuilder("SHA1withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  @Test
  void a_certificate_that_has_expired() {
    var expired = issue(wanted("dns:proxy.example.com").valid(NOW.minus(DAY), NOW.minusSeconds(1)));

    assertThat(first(refused("proxy.example.com", expired, Alert.CERTIFICATE_EXPIRED)).id())
        .isEqualTo("tls.expired");
  }

  @Test
  void a_certificate_of_tomorrow() {
    var early =
        issue(wanted("dns:proxy.example.com").valid(NOW.plus(DAY), NOW.plus(DAY).plus(DAY)));

    var verdict = first(refused("proxy.example.com", early, Alert.BAD_CERTIFICATE));
    assertThat(verdict.id()).isEqualTo("tls.not-yet-valid");
    assertThat(verdict.cure()).contains("SNTP");
  }

  @Test
  void a_valid_certificate_that_is_called_expired_shows_a_wrong_clock() {
    var scene =
        refused("proxy.example.com", server("dns:proxy.example.com"), Alert.CERTIFICATE_EXPIRED);

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.clock");
  }

  @Test
  void a_certificate_for_another_name() {
    var scene =
        refused("proxy.example.com", server("dns:www.example.com"), Alert.CERTIFICATE_UNKNOWN);

    assertThat(first(scene).id()).isEqualTo("tls.wrong-name");
    assertThat(first(scene).sentence())
        .isEqualTo(
            "The server's certificate is for DNS:www.example.com, not for proxy.example.com.");
  }

  @Test
  void a_name_in_a_certificate_where_the_client_knows_an_address() {
    var scene = refused("", server("dns:proxy.example.com"), Alert.BAD_CERTIFICATE);

    assertThat(first(scene).id()).isEqualTo("tls.address-for-name");
    var right = refused("", server("ip:192.0.2.1"), Alert.BAD_CERTIFICATE);
    assertThat(Evidences.ids(right.file)).doesNotContain("tls.address-for-name");
  }

  @Test
  @Clause("RFC 5922 7.2")
  void a_wildcard_that_a_client_may_refuse() {
    var scene = refused("proxy.example.com", server("dns:*.example.com"), Alert.BAD_CERTIFICATE);

    assertThat(first(scene).id()).isEqualTo("tls.wildcard");
  }

  @Test
  void a_certificate_without_the_usage_of_a_server() {
    var client = issue(wanted("dns:proxy.example.com").usages(KeyPurposeId.id_kp_clientAuth));

    assertThat(first(refused("proxy.example.com", client, Alert.UNSUPPORTED_CERTIFICATE)).id())
        .isEqualTo("tls.usage");
  }

  @Test
  void a_key_that_is_too_small() {
    var weak = authority.issueWeak(wanted("dns:proxy.example.com")).certificate();

    Verdict verdict = first(refused("proxy.example.com", weak, Alert.BAD_CERTIFICATE));
    assertThat(verdict.id()).isEqualTo("tls.key-too-small");
    assertThat(verdict.sentence()).contains("1024 bits");
  }

  @Test
  void a_certificate_of_no_CA_but_itself() {
    var own = Certificates.selfSigned(wanted("dns:proxy.example.com")).certificate();
    var scene = refused("proxy.example.com", own, Alert.UNKNOWN_CA);

    assertThat(Evidences.ids(scene.file)).containsExactly("tls.self-signed");
  }

  @Test
  void a_chain_in_the_wrong_order() {
    var other = new Authority("Another CA");
    var scene = new Evidences();
    scene
        .client(hello("proxy.example.com", Handshakes.ECDHE))
        .server(answer())
        .server(certificates(server("dns:proxy.example.com"), other.certificate()))
        .event(CLIENT, alert(Alert.BAD_CERTIFICATE));

    assertThat(first(scene).id()).isEqualTo("tls.chain-order");
  }

  @Test
  void a_client_certificate_of_a_CA_that_is_not_welcome() {
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE))
            .server(answer())
            .server(new CertificateRequest(List.of(new X500Principal("CN=Other CA")), List.of()))
            .client(certificates(server("dns:phone.example.com")))
            .event(SERVER, alert(Alert.HANDSHAKE_FAILURE));

    assertThat(first(scene).id()).isEqualTo("tls.client-certificate-unacceptable");
  }

  @Test
  void a_good_certificate_has_no_verdict() {
    var scene =
        new Evidences()
            .client(hello("proxy.example.com", Handshakes.ECDHE))
            .server(answer())
            .server(certificates(server("dns:proxy.example.com"), authority.certificate()));

    assertThat(Evidences.ids(scene.file)).isEmpty();
  }

  private static Verdict first(Evidences scene) {
    return Diagnosis.of(scene.file).verdicts().getFirst();
  }

  /// A handshake whose server certificate the client refuses.
  private static Evidences refused(String name, X509Certificate shown, int alert) {
    return new Evidences()
        .client(hello(name, Handshakes.ECDHE))
        .server(answer())
        .server(certificates(shown))
        .event(CLIENT, alert(alert));
  }

  private X509Certificate server(String... names) {
    return issue(wanted(names));
  }

  private static Wanted wanted(String... names) {
    return Wanted.server("proxy.example.com", names).valid(NOW.minus(DAY), NOW.plus(DAY));
  }

  private X509Certificate issue(Wanted wanted) {
    return authority.issue(wanted).certificate();
  }
}
