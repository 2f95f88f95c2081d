package ringfence.manage.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.testkit.Clause;

class CertificateAuthorityTest {
  @TempDir Path folder;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final CertificateAuthority authority =
      CertificateAuthority.make("Lab authority", KeyKind.EC_P256, 3650, now);

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  @Clause("RFC 5280 6.1")
  void the_JDK_accepts_what_an_authority_of_any_key_issues(KeyKind kind) throws Exception {
    var signer = CertificateAuthority.make("Lab", kind, 3650, now);
    for (KeyKind hostKind : KeyKind.values()) {
      var issued = signer.issue(proxy().kind(hostKind), now);
      validate(issued.certificate(), signer.certificate(), now);
    }
  }

  @Test
  void another_authority_of_the_same_name_is_not_believed() {
    var issued = authority.issue(proxy(), now);
    var other = CertificateAuthority.make("Lab authority", KeyKind.EC_P256, 3650, now);
    assertThatThrownBy(() -> validate(issued.certificate(), other.certificate(), now))
        .isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void a_certificate_is_valid_for_its_days_and_never_longer_than_its_authority() {
    var issued = authority.issue(proxy().days(10), now).certificate();
    assertThatCode(() -> validate(issued, authority.certificate(), now.plus(Duration.ofDays(9))))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> validate(issued, authority.certificate(), now.plus(Duration.ofDays(11))))
        .hasRootCauseInstanceOf(java.security.cert.CertificateExpiredException.class);
    var longest = authority.issue(proxy().days(9999), now).certificate();
    assertThat(longest.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  @Test
  void the_facts_say_what_the_page_shows() {
    CertificateFacts facts = CertificateFacts.of(authority.issue(proxy(), now).certificate());
    assertThat(facts)
        .isEqualTo(
            new CertificateFacts(
                "127.0.120.11",
                "Lab authority",
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(397)),
                List.of("TlsClient", "TlsServer"),
                List.of("127.0.120.11", "0:0:0:0:0:0:0:1", "proxy.lab.test", "sip:lab.test"),
                false));
    CertificateFacts own = CertificateFacts.of(authority.certificate());
    assertThat(own.authority()).isTrue();
    assertThat(own.issuedTo()).isEqualTo(own.issuedBy()).isEqualTo("Lab authority");
    assertThat(own.usage()).isEmpty();
    assertThat(own.json().toString())
        .matches(
            "\\{\"issuedTo\":\"Lab authority\",\"issuedBy\":\"Lab authority\","
                + "\"validFrom\":\"[-0-9T:]+Z\",\"validTo\":\"[-0-9T:]+Z\","
                + "\"usage\":\\[],\"names\":\\[],\"ca\":true}");
  }

  @Test
  void F24_a_TLS_client_that_checks_names_talks_to_the_host_by_its_address_only() throws Exception {
    var issued = authority.issue(HostRequest.of("proxy", name("127.0.120.11")), now);
    assertThat(handshake(issued, "127.0.120.11")).isEqualTo("TLSv1.3");
    assertThatThrownBy(() -> handshake(issued, "127.0.120.12"))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("127.0.120.12");
  }

  @Test
  void what_is_saved_is_loaded_and_its_key_is_for_the_owner_only() throws IOException {
    var issued = authority.issue(proxy(), now);
    Path certificate = folder.resolve("new/proxy.pem");
    Path key = folder.resolve("new/proxy.key");
    issued.save(certificate, key);
    assertThat(CertifiedKey.load(certificate, key)).isEqualTo(new CertifiedKey.Loaded(issued));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");

    authority.own().save(folder.resolve("ca.pem"), folder.resolve("ca.key"));
    var loaded =
        (CertifiedKey.Loaded) CertifiedKey.load(folder.resolve("ca.pem"), folder.resolve("ca.key"));
    var again = CertificateAuthority.of(loaded.certifiedKey());
    assertThatCode(
            () -> validate(again.issue(proxy(), now).certificate(), authority.certificate(), now))
        .doesNotThrowAnyException();
    assertThat(CertifiedKey.load(folder.resolve("ca.pem"), key))
        .hasToString(
            key + ": the key does not belong to the certificate in " + folder.resolve("ca.pem"));
    assertThat(issued.toString()).isEqualTo("CertifiedKey(127.0.120.11)");
  }

  @Test
  void a_name_is_an_address_a_host_or_a_SIP_domain_or_nothing() {
    assertThat(SubjectName.parse("127.0.120.11")).get().isInstanceOf(SubjectName.Ip.class);
    assertThat(SubjectName.parse("::1")).get().isInstanceOf(SubjectName.Ip.class);
    assertThat(SubjectName.parse("*.lab.test")).contains(new SubjectName.Dns("*.lab.test"));
    assertThat(SubjectName.parse("sip:lab.test"))
        .contains(new SubjectName.SipDomain("sip:lab.test"));
    for (String wrong :
        List.of("", "1.2.3", "1.2.3.999", "a b", "a..b", "x:y", "sip:", "a,b", "fe80::1%eth0")) {
      assertThat(SubjectName.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void a_host_is_no_authority() {
    var host = authority.issue(proxy(), now);
    assertThatThrownBy(() -> CertificateAuthority.of(host))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static HostRequest proxy() {
    return HostRequest.of(
        "127.0.120.11",
        name("127.0.120.11"),
        name("::1"),
        name("proxy.lab.test"),
        name("sip:lab.test"));
  }

  private static SubjectName name(String text) {
    return SubjectName.parse(text).orElseThrow();
  }

  private static void validate(X509Certificate certificate, X509Certificate anchor, Instant when)
      throws GeneralSecurityException {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(when));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  /// The version agreed on with a server that shows `issued` on all loopback addresses.
  private String handshake(CertifiedKey issued, String host) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null);
    keys.setKeyEntry(
        "host", issued.key(), new char[0], issued.chain().toArray(X509Certificate[]::new));
    var keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, new char[0]);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null);
    trusted.setCertificateEntry("authority", authority.certificate());
    var trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    try (var server =
            (SSLServerSocket)
                context
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.ofLiteral(host));
        var client = (SSLSocket) context.getSocketFactory().createSocket()) {
      var accepting = CompletableFuture.runAsync(() -> accept(server));
      client.connect(server.getLocalSocketAddress());
      var parameters = client.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      client.setSSLParameters(parameters);
      client.startHandshake();
      accepting.join();
      return client.getSession().getProtocol();
    }
  }

  private static void accept(SSLServerSocket server) {
    try (var socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
