package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Our proxy and Kamailio side by side: each has a phone, each relays to the other over TLS, and
/// each lets in the other by the name in its certificate alone.
class KamailioRelayIT {
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Authority authority;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    authority = Authority.ours();
  }

  @Test
  void a_phone_at_our_proxy_calls_one_at_kamailio_and_is_called_back() {
    InetSocketAddress ours = ground.at(11, Ringfence.PROXY_PORT);
    try (var kamailio = Kamailio.besides(ground, 21, authority, ours);
        var running = new Ringfence(ground, authority).proxy(11, trunk(kamailio.tls()));
        var here = baresip(12, "100", ours);
        var there = baresip(22, "101", kamailio.tls())) {
      here.registered();
      there.registered();
      here.dial("8101");
      here.secured(SUITE);
      there.secured(SUITE);
      here.talked(2);
      here.hangUp();
      there.hungUp();

      there.dial("9100");
      there.talked(2);
      there.hangUp();
      assertThat(running.alive()).isTrue();
    }
  }

  /// Calls to 8… go to Kamailio without the 8; its own are let in by its certificate.
  private String trunk(InetSocketAddress kamailio) {
    return """
    ca_list = %1$s
    verify_client = yes
    trunk[name=kamailio].address = "sip:%2$s;transport=tls"
    trunk[name=kamailio].prefixes = "8"
    trunk[name=kamailio].strip = 1
    trunk[name=kamailio].accept_calls = yes
    """
        .formatted(authority.certificate(), Ringfence.text(kamailio));
  }

  private Baresip baresip(int host, String user, InetSocketAddress proxy) {
    var account = new Baresip.Account(host, user, Ringfence.text(proxy));
    return Baresip.start(ground, account, authority, Sound.tone(440, 30));
  }
}
