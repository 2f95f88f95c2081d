package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// baresip and a telephone of ours at one proxy, over TLS and with SRTP: ours, and Kamailio.
class BaresipIT {
  private static final Duration A_CALL = Duration.ofSeconds(30);
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

  /// baresip does not take another key within a call.
  private static final String KEEP_KEYS = "Mipt.SessionUpdateCryptoMode=\"Keep\"";

  private static final double OURS = 440;
  private static final double THEIRS = 1000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Ground ground;
  private Authority authority;
  private Ringfence ringfence;

  @BeforeEach
  void prepare() {
    ground = new Ground(folder);
    authority = Authority.ours();
    ringfence = new Ringfence(ground, authority);
  }

  @Test
  void baresip_calls_us_at_our_proxy() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var running = ringfence.proxy(11);
        var answering = ringfence.answer(telephone("200", proxy));
        var baresip = baresip("100", proxy)) {
      baresip.registered();
      baresip.dial("200");
      baresip.secured(SUITE);
      baresip.talked(4);
      baresip.hangUp();
      assertThat(answering.exit(A_CALL)).as(answering.text()).isZero();
      bothHeard(baresip);
      assertThat(running.alive()).isTrue();
    }
  }

  @Test
  void we_call_baresip_at_our_proxy() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var running = ringfence.proxy(11)) {
      weCallBaresipAt(proxy);
      assertThat(running.alive()).isTrue();
    }
  }

  @Test
  void we_register_at_kamailio_and_call_baresip_through_it() {
    try (var kamailio = Kamailio.start(ground, 11, authority)) {
      weCallBaresipAt(kamailio.tls());
    }
  }

  @Test
  void baresip_calls_us_through_kamailio() {
    try (var kamailio = Kamailio.start(ground, 11, authority);
        var answering = ringfence.answer(telephone("200", kamailio.tls()));
        var baresip = baresip("100", kamailio.tls())) {
      baresip.registered();
      baresip.dial("200");
      baresip.secured(SUITE);
      baresip.talked(4);
      baresip.hangUp();
      assertThat(answering.exit(A_CALL)).as(answering.text()).isZero();
      bothHeard(baresip);
    }
  }

  @Test
  void baresip_calls_our_adapter() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var _ = ringfence.proxy(11);
        var adapter = ringfence.adapter(13, "101", proxy);
        var baresip = baresip("100", proxy)) {
      adapter.registered();
      baresip.registered();
      baresip.dial("101");
      adapter.answer();
      adapter.talk(ours(), SUITE);
      baresip.secured(SUITE);
      baresip.talked(5);
      baresip.hangUp();
      adapter.idle();
      assertThat(baresip.heard().secondsOf(OURS)).as("our tone at baresip").isGreaterThan(2);
      assertThat(adapter.heard().secondsOf(THEIRS)).as("its tone at ours").isGreaterThan(2);
    }
  }

  @Test
  void our_adapter_calls_baresip() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var _ = ringfence.proxy(11);
        var baresip = baresip("100", proxy);
        var adapter = ringfence.adapter(13, "101", proxy)) {
      adapter.registered();
      baresip.registered();
      adapter.dial("100");
      adapter.talk(ours(), SUITE);
      baresip.secured(SUITE);
      baresip.talked(4);
      assertThat(adapter.heard().secondsOf(THEIRS)).as("its tone at ours").isGreaterThan(2);
      adapter.hangUp();
      baresip.hungUp();
      assertThat(baresip.heard().secondsOf(OURS)).as("our tone at baresip").isGreaterThan(2);
    }
  }

  @Test
  void both_understand_each_other_after_our_hold() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var _ = ringfence.proxy(11);
        var baresip = baresip("100", proxy);
        var adapter = ringfence.adapter(13, "101", proxy, KEEP_KEYS)) {
      adapter.registered();
      baresip.registered();
      adapter.dial("100");
      adapter.talk(ours(), SUITE);
      baresip.talked(2);
      adapter.flash("Dialling"); // the other party is held meanwhile
      baresip.process().await("^a=inactive");
      adapter.flash("Talking");
      bothUnderstand(adapter, baresip);
    }
  }

  @Test
  void both_understand_each_other_after_the_hold_of_baresip() {
    InetSocketAddress proxy = ground.at(11, Ringfence.PROXY_PORT);
    try (var _ = ringfence.proxy(11);
        var adapter = ringfence.adapter(13, "101", proxy, KEEP_KEYS);
        var baresip = baresip("100", proxy)) {
      adapter.registered();
      baresip.registered();
      baresip.dial("101");
      adapter.answer();
      adapter.talk(ours(), SUITE);
      baresip.talked(2);
      baresip.hold();
      baresip.process().await("^a=recvonly");
      baresip.resume();
      bothUnderstand(adapter, baresip);
    }
  }

  /// After a hold. baresip records no more after one; it says of each packet that it cannot
  /// decrypt.
  private void bothUnderstand(Adapter adapter, Baresip baresip) {
    adapter.talk(ours(), SUITE);
    baresip.talked(9);
    assertThat(adapter.heard().secondsOf(THEIRS)).as("its tone at ours").isGreaterThan(2);
    adapter.hangUp();
    baresip.hungUp();
    assertThat(baresip.process().text()).doesNotContain("failed to decrypt");
  }

  private void weCallBaresipAt(InetSocketAddress proxy) {
    try (var baresip = baresip("100", proxy)) {
      baresip.registered();
      try (var calling = ringfence.call(telephone("200", proxy), "100", "--seconds", "4")) {
        baresip.secured(SUITE);
        assertThat(calling.exit(A_CALL)).as(calling.text()).isZero();
      }
      baresip.hungUp();
      bothHeard(baresip);
    }
  }

  private void bothHeard(Baresip baresip) {
    assertThat(baresip.heard().secondsOf(OURS)).as("our tone at baresip").isGreaterThan(2);
    assertThat(Sound.read(ground.file("heard.wav")).secondsOf(THEIRS))
        .as("baresip's tone at ours")
        .isGreaterThan(2);
  }

  private Baresip baresip(String user, InetSocketAddress proxy) {
    var account = new Baresip.Account(12, user, Ringfence.text(proxy));
    return Baresip.start(ground, account, authority, Sound.tone(THEIRS, 30));
  }

  private Ringfence.Telephone telephone(String user, InetSocketAddress registrar) {
    return new Ringfence.Telephone(13, user, registrar, ours(), ground.file("heard.wav"));
  }

  private Path ours() {
    return Sound.tone(OURS, 30).write(ground.file("play.wav"));
  }
}
