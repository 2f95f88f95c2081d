package ringfence.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// baresip, SIPp and telephones of ours, each at a node of its own of one proxy: they call one
/// another, the callee's node is killed, and they call again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersAtThreeNodesIT {
  private static final Duration A_CALL = Duration.ofSeconds(30);
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
  private static final double OURS = 440;
  private static final double THEIRS = 1000;

  /// How users are named, whichever node they are at.
  private static final InetSocketAddress DOMAIN =
      InetSocketAddress.createUnresolved(ThreeNodes.DOMAIN, Ringfence.PROXY_PORT);

  private Ground ground;
  @AutoClose private RedisServer redis;
  @AutoClose private ThreeNodes nodes;
  private Ringfence ringfence;

  @BeforeAll
  void three_nodes(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    ground = new Ground(folder);
    redis = RedisServer.start(ground, 20, false);
    nodes = ThreeNodes.start(ground, redis);
    ringfence = new Ringfence(ground, nodes.authority());
  }

  @AfterEach
  void whoever_was_killed_is_back() {
    nodes.restore();
  }

  @Test
  void baresip_calls_our_adapter_whose_node_is_killed_and_comes_back() {
    try (var adapter = adapter("b")) {
      adapter.registered();
      baresipCalls(17, adapter);
      nodes.kill("b");
      adapter.unusable();
      nodes.launch("b");
      adapter.registered();
      baresipCalls(18, adapter);
    }
  }

  /// Both hear one another, in SRTP.
  private void baresipCalls(int host, Adapter adapter) {
    try (var baresip = baresip(host, "a")) {
      baresip.registered();
      baresip.dial("101");
      adapter.answer();
      adapter.talk(ours(), SUITE);
      baresip.secured(SUITE);
      adapter.hears(THEIRS, 2);
      baresip.hangUp();
      adapter.hangUp();
      assertThat(baresip.heard().secondsOf(OURS)).as("our tone at baresip").isGreaterThan(1);
    }
  }

  @Test
  void our_adapter_calls_baresip_whose_node_is_killed_in_the_call() {
    try (var adapter = adapter("a");
        var baresip = baresip(12, "b")) {
      adapter.registered();
      baresip.registered();
      adapter.dial("100");
      adapter.talk(ours(), SUITE);
      nodes.kill("b");
      adapter.hears(THEIRS, 2);
      adapter.hangUp();
      try (var again = baresip(14, "c")) {
        again.registered();
        adapter.dial("100");
        adapter.talk(ours(), SUITE);
        again.secured(SUITE);
        adapter.hears(THEIRS, 2);
        adapter.hangUp();
        again.hungUp();
        assertThat(again.heard().secondsOf(OURS)).as("our tone at baresip").isGreaterThan(1);
      }
    }
  }

  @Test
  void call_reaches_answer_at_another_node_and_again_when_that_one_was_killed() {
    calls("a", "b");
    nodes.kill("b");
    calls("a", "c");
  }

  private void calls(String from, String to) {
    try (var answering = ringfence.answer(telephone(13, "200", "answered"), "--outbound", at(to));
        var calling =
            ringfence.call(
                telephone(16, "100", "called"), "200", "--outbound", at(from), "--seconds", "3")) {
      assertThat(calling.exit(A_CALL)).as(calling.text()).isZero();
      assertThat(answering.exit(A_CALL)).as(answering.text()).isZero();
    }
    for (String heard : new String[] {"answered", "called"}) {
      Sound sound = Sound.read(ground.file(heard + ".wav"));
      assertThat(sound.secondsOf(OURS)).as(heard).isGreaterThan(1);
    }
  }

  @Test
  void sipp_calls_sipp_at_another_node_and_again_when_that_one_was_killed() {
    var calls = new AtomicInteger();
    new SippCall(seat(15, "a"), seat(16, "b"), calls).between("caller.xml", "callee.xml");
    nodes.kill("b");
    new SippCall(seat(15, "a"), seat(16, "c"), calls).between("caller.xml", "callee.xml");
  }

  private Sipp.Seat seat(int host, String node) {
    Optional<Path> trusted = Optional.of(nodes.authority().certificate());
    return new Sipp.Seat(ground, host, nodes.place(node), ThreeNodes.DOMAIN, trusted);
  }

  private Adapter adapter(String node) {
    String way = "SipEp.DefaultStaticProxyOutboundHost=\"" + at(node) + "\"";
    return ringfence.adapter(13, "101", DOMAIN, way);
  }

  private Baresip baresip(int host, String node) {
    var account = new Baresip.Account(host, "100", ThreeNodes.DOMAIN, at(node));
    return Baresip.start(ground, account, nodes.authority(), Sound.tone(THEIRS, 30));
  }

  private Ringfence.Telephone telephone(int host, String user, String record) {
    return new Ringfence.Telephone(host, user, DOMAIN, ours(), ground.file(record + ".wav"));
  }

  private Path ours() {
    return Sound.tone(OURS, 30).write(ground.file("play.wav"));
  }

  private String at(String node) {
    return Ringfence.text(nodes.place(node));
  }
}
