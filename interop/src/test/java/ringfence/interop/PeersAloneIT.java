package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The peers without us. Where these fail, the machine or a script is at fault, not the product.
class PeersAloneIT {
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
  void baresip_calls_baresip_through_kamailio() {
    try (var kamailio = Kamailio.start(ground, 11, authority);
        var callee = baresip(12, "101", kamailio, 440);
        var caller = baresip(13, "100", kamailio, 1000)) {
      callee.registered();
      caller.registered();
      caller.dial("101");
      caller.secured(SUITE);
      callee.secured(SUITE);
      caller.talked(3);
      caller.hangUp();
      callee.hungUp();
      assertThat(callee.heard().secondsOf(1000)).isGreaterThan(2);
      assertThat(caller.heard().secondsOf(440)).isGreaterThan(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sipp_calls_sipp_through_kamailio(boolean secure) {
    try (var kamailio = Kamailio.start(ground, 11, authority)) {
      var proxy = secure ? kamailio.tls() : kamailio.udp();
      var trust = secure ? Optional.of(authority.certificate()) : Optional.<Path>empty();
      var call = new SippCall(ground, proxy, trust);
      call.registers();
      call.between("caller.xml", "callee.xml");
      call.between("canceller.xml", "ringing.xml");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SUITE, "AES_CM_128_HMAC_SHA1_32"})
  void ffmpeg_decrypts_what_ffmpeg_encrypts(String suite) {
    var key = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    var stream = new Ffmpeg.Stream(ground.address(14), 16400, suite, key);
    Path wav = ground.file("heard.wav");
    try (var receiver = Ffmpeg.receive(folder, stream, wav, 2);
        var sender = Ffmpeg.send(folder, stream, ground.address(15), 700)) {
      sender.process().await("Press|Output #0");
      assertThat(receiver.process().exit(Duration.ofSeconds(20))).isZero();
    }
    assertThat(Sound.read(wav).secondsOf(700)).isGreaterThan(1.5);
  }

  private Baresip baresip(int host, String user, Kamailio kamailio, double hertz) {
    var account = new Baresip.Account(host, user, text(kamailio.tls()));
    return Baresip.start(ground, account, authority, Sound.tone(hertz, 30));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
