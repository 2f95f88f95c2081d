package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The TLS of our proxy as `openssl s_client` finds it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSslIT {
  private static final int PROXY = 11;
  private static final int OLD_DEVICE = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// OpenSSL 3 speaks the old versions at its lowest security level only.
  private static final String OLD = " -cipher ALL:@SECLEVEL=0";

  private Ground ground;
  private OpenSsl openssl;
  private Authority authority;
  @AutoClose private Peer responder;
  @AutoClose private Peer proxy;

  @BeforeAll
  void a_proxy_with_four_listeners(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    ground = new Ground(folder);
    openssl = new OpenSsl(ground);
    authority = Authority.ours();
    responder = openssl.responder(authority);
    Authority.Issued named = authority.issue("b.example");
    Authority.Issued old = Authority.named("old").issueRsa(ground.address(PROXY));
    Authority.Issued stapled = openssl.issueWithResponder(authority, ground.address(PROXY));
    proxy =
        new Ringfence(ground, authority)
            .proxy(
                PROXY,
                """
                ocsp_stapling = yes
                server_name[name=b.example].certificate = %s
                server_name[name=b.example].private_key = %s
                listener[name=old].address = tls:%s
                listener[name=old].certificate = %s
                listener[name=old].private_key = %s
                listener[name=old].legacy_tls = yes
                listener[name=old].tls_min = TLSv1
                listener[name=old].allow = %s/32
                listener[name=stapled].address = tls:%s
                listener[name=stapled].certificate = %s
                listener[name=stapled].private_key = %s
                listener[name=trunks].address = tls:%s
                listener[name=trunks].ca_list = %s
                listener[name=trunks].require_client_certificate = yes
                """
                    .formatted(
                        named.certificate(),
                        named.key(),
                        Ringfence.text(old()),
                        old.certificate(),
                        old.key(),
                        ground.address(OLD_DEVICE),
                        Ringfence.text(stapled()),
                        stapled.certificate(),
                        stapled.key(),
                        Ringfence.text(trunks()),
                        authority.certificate()));
  }

  private InetSocketAddress devices() {
    return ground.at(PROXY, Ringfence.PROXY_PORT);
  }

  private InetSocketAddress old() {
    return ground.at(PROXY, 5071);
  }

  private InetSocketAddress stapled() {
    return ground.at(PROXY, 5072);
  }

  private InetSocketAddress trunks() {
    return ground.at(PROXY, 5073);
  }

  private String trust() {
    return " -verify_return_error -CAfile " + authority.certificate();
  }

  @Test
  void TLS_1_2_and_1_3_are_spoken_with_a_certificate_that_is_verified_and_nothing_older() {
    for (String version : List.of("2", "3")) {
      var handshake =
          openssl.shake(
              devices(), "-tls1_" + version + " -verify_ip " + ground.address(PROXY) + trust());
      assertThat(handshake.text())
          .contains("New, TLSv1." + version)
          .contains("Verify return code: 0 (ok)");
      assertThat(handshake.exit()).isZero();
    }
    for (String version : List.of("-tls1", "-tls1_1")) {
      var handshake = openssl.shake(devices(), version + OLD);
      assertThat(handshake.text()).contains("alert protocol version").contains("New, (NONE)");
      assertThat(handshake.exit()).isNotZero();
    }
  }

  @Test
  void the_name_that_is_asked_for_chooses_the_certificate() {
    var named =
        openssl.shake(devices(), "-servername b.example -verify_hostname b.example" + trust());
    assertThat(named.text()).contains("Verify return code: 0 (ok)");
    var other =
        openssl.shake(
            devices(), "-servername c.example -verify_ip " + ground.address(PROXY) + trust());
    assertThat(other.text()).contains("Verify return code: 0 (ok)");
    var none = openssl.shake(devices(), "-noservername -verify_hostname b.example" + trust());
    assertThat(none.text()).contains("hostname mismatch");
  }

  @Test
  void the_answer_of_the_responder_is_sent_along_where_the_certificate_names_one() {
    assertThat(openssl.shake(devices(), "-status").text())
        .contains("OCSP response: no response sent");
    Instant until = Instant.now().plus(PATIENCE);
    var handshake = openssl.shake(stapled(), "-status" + trust());
    // it is fetched while the proxy is already serving
    while (handshake.text().contains("no response sent") && Instant.now().isBefore(until)) {
      handshake = openssl.shake(stapled(), "-status" + trust());
    }
    assertThat(handshake.text())
        .contains("OCSP Response Status: successful")
        .contains("Cert Status: good")
        .contains("Verify return code: 0 (ok)");
  }

  @Test
  void where_a_client_certificate_is_required_the_alert_says_what_was_wrong_with_it() {
    var without = openssl.shake(trunks(), "-tls1_2");
    assertThat(without.text()).contains("alert handshake failure");
    assertThat(without.exit()).isNotZero();
    // in TLS 1.3 the client is done first: it has to stay to hear the alert
    var later = openssl.shake(trunks(), "-tls1_3 -ign_eof");
    assertThat(later.text()).contains("alert certificate required");

    Authority.Issued foreign = Authority.named("foreign").issue("d.example");
    for (String version : List.of("-tls1_2", "-tls1_3 -ign_eof")) {
      var unknown = openssl.shake(trunks(), version + showing(foreign));
      assertThat(unknown.text()).contains("alert unknown ca");
    }
    var good = openssl.shake(trunks(), "-tls1_2" + showing(authority.issue("e.example")) + trust());
    assertThat(good.text()).contains("Verify return code: 0 (ok)").doesNotContain("alert");
    assertThat(good.exit()).isZero();
  }

  private static String showing(Authority.Issued own) {
    return " -cert " + own.certificate() + " -key " + own.key();
  }

  @Test
  void a_session_is_taken_up_again_by_TLS_1_2_and_1_3() {
    var handshake = openssl.shake(devices(), "-tls1_2 -reconnect");
    assertThat(handshake.text().lines().filter(line -> line.startsWith("Reused, TLSv1.2")))
        .hasSize(5);
    Path session = ground.file("session.pem");
    assertThat(openssl.keepSession(devices(), session).text())
        .contains("New, TLSv1.3", "New Session Ticket arrived");
    assertThat(openssl.shake(devices(), "-tls1_3 -sess_in " + session).text())
        .contains("Reused, TLSv1.3");
  }

  @Test
  void an_old_device_is_spoken_to_from_its_network_only() {
    String from = " -bind " + ground.address(OLD_DEVICE) + ":0";
    var admitted = openssl.shake(old(), "-tls1 -cipher AES256-SHA:@SECLEVEL=0" + from);
    assertThat(admitted.text()).contains("Protocol  : TLSv1\n").contains("Cipher    : AES256-SHA");
    assertThat(admitted.exit()).isZero();
    var stranger = openssl.shake(old(), "-tls1" + OLD);
    assertThat(stranger.text()).contains("New, (NONE)").doesNotContain("Server certificate");
    assertThat(openssl.shake(devices(), "-tls1" + OLD + from).text())
        .contains("alert protocol version");
  }
}
