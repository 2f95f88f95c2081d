package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.KeyKind;
import ringfence.manage.certificate.SubjectName;
import ringfence.testkit.Clause;

class HttpsTest {
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("127.0.0.1", 0);
  private static final CertificateAuthority AUTHORITY =
      CertificateAuthority.make("Test CA", KeyKind.EC_P256, 30, Instant.now());

  private SampleSite site;

  @BeforeEach
  void start() throws IOException {
    site = SampleSite.here(InstantSource.system());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void https_is_served_beside_http_with_the_same_pages() throws Exception {
    var address = site.web.secure(ANYWHERE, certificate("first"));
    try (var secure = browser("https", address);
        var plain = browser("http", site.web.address())) {
      var page = secure.open("/sip/transport");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(plain.open("/sip/transport").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void F36_a_file_comes_in_by_https_without_any_warning() throws Exception {
    var address = site.web.secure(ANYWHERE, certificate("first"));
    try (var secure = browser("https", address)) {
      assertThat(secure.open("/management/certificates").body())
          .contains("type=\"file\"")
          .doesNotContain("unsecure");
      secure.upload("/management/certificates", "Certificate Import", "Host", "x");
      assertThat(site.transferred).containsExactly("Host ca.crt (1 octets)");
    }
  }

  @Test
  void over_https_the_cookie_is_secure_and_bound_to_the_host() throws Exception {
    var address = site.web.secure(ANYWHERE, certificate("first"));
    try (var secure = browser("https", address)) {
      var signed = secure.submit("/sign-in", "name", "admin", "password", "administrator");
      assertThat(signed.headers().firstValue("Set-Cookie").orElseThrow())
          .matches(
              "__Host-ringfence-session=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Secure");
    }
  }

  @Test
  void another_certificate_is_shown_without_a_break_of_the_server() throws Exception {
    var address = site.web.secure(ANYWHERE, certificate("first"));
    assertThat(subject(address)).isEqualTo("CN=first");
    assertThat(site.web.secure(ANYWHERE, certificate("second"))).isEqualTo(address);
    assertThat(subject(address)).isEqualTo("CN=second");
  }

  @Test
  void http_can_be_closed_while_there_is_https_and_opened_again() throws Exception {
    assertThatThrownBy(() -> site.web.closePlain()).hasMessageContaining("without HTTPS nobody");
    var address = site.web.secure(ANYWHERE, certificate("first"));
    site.web.closePlain();
    try (var plain = browser("http", site.web.address());
        var secure = browser("https", address)) {
      assertThatThrownBy(() -> plain.open("/")).isInstanceOf(IOException.class);
      assertThat(secure.open("/").statusCode()).isEqualTo(200);
      site.web.openPlain();
      assertThat(plain.open("/").statusCode()).isEqualTo(200);
      site.web.closeSecure();
      assertThatThrownBy(() -> subject(address)).isInstanceOf(IOException.class);
    }
  }

  @Test
  @Clause("RFC 6797 7.2, 8.1.1")
  void strict_transport_security_is_for_names_and_only_while_http_is_closed() throws Exception {
    String header = "Strict-Transport-Security: max-age=";
    var address = site.web.secure(ANYWHERE, certificate("first"));
    assertThat(answer(address, "unit.lan")).startsWith("HTTP/1.1 200").doesNotContain(header);
    site.web.closePlain();
    assertThat(answer(address, "unit.lan")).startsWith("HTTP/1.1 200").contains(header);
    assertThat(answer(address, "127.0.0.1")).startsWith("HTTP/1.1 200").doesNotContain(header);
  }

  @Test
  void https_for_others_needs_accounts_as_http_does() throws Exception {
    var routes = new Routes().get("/", _ -> Reply.text(200, "home"));
    try (var web = WebServer.start(ANYWHERE, routes)) {
      assertThatThrownBy(
              () -> web.secure(new InetSocketAddress("0.0.0.0", 0), certificate("first")))
          .hasMessageContaining("set a password for the web pages first");
    }
  }

  private static String answer(InetSocketAddress address, String host) throws Exception {
    var sockets = trusting().getSocketFactory();
    try (var socket = sockets.createSocket(address.getAddress(), address.getPort())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static CertifiedKey certificate(String name) {
    var request = HostRequest.of(name, SubjectName.parse("127.0.0.1").orElseThrow());
    return AUTHORITY.issue(request, Instant.now());
  }

  private static String subject(InetSocketAddress address) throws Exception {
    try (var secure = browser("https", address)) {
      return peer(secure).getSubjectX500Principal().getName();
    }
  }

  private static X509Certificate peer(Browser browser) throws Exception {
    var session = browser.open("/").sslSession().orElseThrow();
    return (X509Certificate) session.getPeerCertificates()[0];
  }

  private static Browser browser(String scheme, InetSocketAddress address) throws Exception {
    String uri = scheme + "://127.0.0.1:" + address.getPort() + "/";
    return new Browser(uri, HttpClient.newBuilder().sslContext(trusting()));
  }

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", AUTHORITY.certificate());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
