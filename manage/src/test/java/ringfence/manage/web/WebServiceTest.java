package ringfence.manage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.KeyKind;
import ringfence.manage.certificate.SubjectName;
import ringfence.manage.setting.Settings;
import ringfence.manage.web.Web.HttpMode;

class WebServiceTest {
  private static final CertifiedKey CERTIFICATE =
      CertificateAuthority.make("Test CA", KeyKind.EC_P256, 30, Instant.now())
          .issue(
              HostRequest.of("unit", SubjectName.parse("127.0.0.1").orElseThrow()), Instant.now());

  private Optional<CertifiedKey> certificate = Optional.of(CERTIFICATE);
  private WebServer web;
  private WebService service;

  @BeforeEach
  void start() throws IOException {
    var routes = new Routes().get("/", _ -> Reply.text(200, "home"));
    web = WebServer.start(new InetSocketAddress("127.0.0.1", 0), routes);
    service = new WebService(web, () -> certificate);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void both_is_http_and_with_a_certificate_https() {
    service.start(mode(HttpMode.BOTH));
    assertThat(isPlain()).isTrue();
    assertThat(web.secureAddress()).isPresent();
    certificate = Optional.empty();
    service.start(mode(HttpMode.BOTH));
    assertThat(isPlain()).isTrue();
    assertThat(web.secureAddress()).isEmpty();
  }

  @Test
  void secure_is_https_alone_and_unsecure_is_http_alone() {
    service.start(mode(HttpMode.SECURE));
    assertThat(isPlain()).isFalse();
    assertThat(web.secureAddress()).isPresent();
    service.start(mode(HttpMode.UNSECURE));
    assertThat(isPlain()).isTrue();
    assertThat(web.secureAddress()).isEmpty();
  }

  @Test
  void without_a_certificate_http_stays_open_whatever_the_mode() {
    certificate = Optional.empty();
    assertThatThrownBy(() -> service.start(mode(HttpMode.SECURE)))
        .hasMessage("without HTTPS nobody could reach the pages");
    assertThat(isPlain()).isTrue();
  }

  @Test
  void a_port_that_is_taken_leaves_http_as_it_is() {
    int taken = web.address().getPort();
    var settings = mode(HttpMode.SECURE).with(Web.SECURE_SERVER_PORT, taken);
    assertThatThrownBy(() -> service.start(settings))
        .hasMessageContaining("Address already in use");
    assertThat(isPlain()).isTrue();
  }

  private static Settings mode(HttpMode mode) {
    return Settings.of(Web.DECLARATIONS).with(Web.HTTP_MODE, mode).with(Web.SECURE_SERVER_PORT, 0);
  }

  private boolean isPlain() {
    try (var _ = new Socket(web.address().getAddress(), web.address().getPort())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
