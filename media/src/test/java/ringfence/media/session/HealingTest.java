package ringfence.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.media.codec.Frame;
import ringfence.media.negotiation.KeyManagement;
import ringfence.media.negotiation.MediaPlan;
import ringfence.media.negotiation.Outcome;
import ringfence.media.negotiation.SecurityChoice.ProtectedStream;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.negotiation.SecurityPolicy.Mode;
import ringfence.media.tone.Goertzel;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.ReplayCache;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.ReceiverReport;
import ringfence.rtcp.SourceDescription;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SrtcpSender;
import ringfence.srtp.SrtpPolicy;
import ringfence.srtp.SrtpSender;
import ringfence.testkit.Clause;

/// SRTP through all that has broken it elsewhere: not one authentic packet is refused.
class HealingTest {
  private static final SecurityPolicy KEEP =
      new SecurityPolicy(Mode.SECURE, KeyManagement.SDES, true);
  private static final Duration SLOW = Duration.ofMillis(150);

  static Stream<SecurityPolicy> policies() {
    var policy = SrtpPolicy.of(ProtectionProfile.AEAD_AES_256_GCM);
    var mikey = new KeyManagement.Mikey(PreSharedKey.ofText("x"), new ReplayCache(1000), policy);
    return Stream.of(SecurityPolicy.SECURE, KEEP, new SecurityPolicy(Mode.SECURE, mikey, false));
  }

  @ParameterizedTest
  @MethodSource("policies")
  @Clause({"RFC 3711 3.3.1", "RFC 4568 7.1.4"})
  void of_100_000_packets_through_loss_wrap_hold_and_new_keys_none_is_taken_for_forged(
      SecurityPolicy policy) {
    var call = new Call(policy, 100_000);
    call.wires(
        it -> it.delay(Duration.ofMillis(20), Duration.ofMillis(80)).loss(0.03).doubling(0.01));
    updates(call, 6);
    // more than 2^16 packets under one key
    for (int i = 0; i < 14; i++) talk(call, 100);
    updates(call, 6);
    for (Call.End end : List.of(call.caller, call.callee)) {
      var statistics = end.session().statistics();
      assertThat(statistics.sent()).isGreaterThan(100_000);
      assertThat(statistics.security().forged()).isZero();
      assertThat(statistics.security().malformed()).isZero();
      assertThat(statistics.security().rekeys()).isEqualTo(policy.keepKeys() ? 0 : 24);
      // those that came twice
      assertThat(statistics.security().replayed()).isBetween(800L, 1200L);
    }
    assertThat(level(call)).isCloseTo(-10, within(1.0));
  }

  private static void updates(Call call, int times) {
    for (int i = 0; i < times; i++) {
      talk(call, 50);
      call.negotiate(true, SLOW);
      call.run(Duration.ofSeconds(3));
      call.negotiate(false, SLOW);
      call.run(Duration.ofSeconds(1));
    }
  }

  private static void talk(Call call, int seconds) {
    call.forget();
    call.run(Duration.ofSeconds(seconds));
  }

  private static double level(Call call) {
    talk(call, 10);
    return Goertzel.measure(call.callee.heard(300, 150), 1000).dBm0();
  }

  @Test
  @Clause("RFC 3711 3.2.3")
  void a_source_that_goes_and_comes_back_goes_on_where_it_was() {
    var call = new Call(KEEP, 4);
    var music = new OtherSource(call, 77);
    var other = new OtherSource(call, 78);
    for (int i = 0; i < 3; i++) {
      talk(call, 10);
      call.negotiate(true);
      music.play(50_000);
      other.play(50_000);
      call.negotiate(false);
    }
    var security = call.callee.session().statistics().security();
    assertThat(security.forged() + security.replayed()).isZero();
    assertThat(level(call)).isCloseTo(-10, within(1.0));
  }

  /// Music on hold: under the caller's key, of another source.
  private static final class OtherSource {
    private final Call call;
    private final SrtpSender sender;
    private final Ssrc ssrc;
    private final ByteBuffer packet = ByteBuffer.allocate(300);
    private SequenceNumber sequence = new SequenceNumber(65_000);

    OtherSource(Call call, int ssrc) {
      this.call = call;
      this.ssrc = new Ssrc(ssrc);
      ProtectedStream stream = own(call.caller);
      sender = new SrtpSender(stream.policy(), stream.key());
    }

    void play(int packets) {
      for (int i = 0; i < packets; i++) {
        packet.clear();
        new RtpHeader(false, 8, sequence, 160L * i, ssrc).write(packet);
        packet.position(packet.position() + Frame.SAMPLES).flip();
        sequence = sequence.next();
        sender.protect(packet);
        call.callee.session().receive(packet, call.time.now());
      }
    }
  }

  private static ProtectedStream own(Call.End end) {
    return end.negotiation
        .agreed()
        .map(Outcome.Agreed::plan)
        .map(MediaPlan::security)
        .flatMap(it -> it.protection())
        .orElseThrow()
        .own();
  }

  @Test
  @Clause("RFC 4568 7.1.4")
  void the_key_before_is_good_for_two_seconds_and_then_it_is_not() {
    var call = new Call(SecurityPolicy.SECURE, 5).run(Duration.ofSeconds(1));
    var old = new OtherSource(call, 78);
    call.negotiate(false);
    old.play(10);
    call.run(KeyChain.GRACE.minusMillis(100));
    old.play(10);
    assertThat(forged(call)).isZero();
    call.run(Duration.ofMillis(200));
    old.play(10);
    assertThat(forged(call)).isEqualTo(10);
  }

  private static long forged(Call call) {
    return call.callee.session().statistics().security().forged();
  }

  @Test
  @Clause("RFC 4568 7.1.4")
  void packets_that_are_faster_than_the_answer_are_heard_with_it() {
    var call = new Call(SecurityPolicy.SECURE, 6).run(Duration.ofSeconds(1));
    call.negotiate(false, Duration.ofMillis(60));
    call.run(Duration.ofMillis(40));
    assertThat(call.caller.session().statistics().security().forged()).isEqualTo(2);
    call.run(Duration.ofMillis(100));
    var statistics = call.caller.session().statistics();
    assertThat(statistics.security().forged()).isZero();
    assertThat(statistics.lost()).isZero();
  }

  @Test
  @Clause({"RFC 3711 3.3.1", "RFC 4568 7.1.4"})
  void another_address_goes_on_under_the_old_key_and_begins_anew_under_a_new_one() {
    var elsewhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.66"), 6660);
    for (var policy : List.of(KEEP, SecurityPolicy.SECURE)) {
      var call = new Call(policy, 7).run(Duration.ofSeconds(1));
      var source = new OtherSource(call, 79);
      source.play(70_000);
      call.negotiate(false);
      MediaPlan agreed = call.callee.session().plan();
      call.callee.session().apply(moved(agreed, elsewhere), call.time.now());
      assertThat(call.callee.session().remote()).isEqualTo(elsewhere);
      // under the key before, rollover counter and all: for good where it is kept, else for now
      source.play(70_000);
      assertThat(forged(call)).isZero();
      assertThat(level(call)).isCloseTo(-10, within(1.0));
    }
  }

  private static MediaPlan moved(MediaPlan plan, InetSocketAddress remote) {
    return new MediaPlan(
        plan.stream(),
        plan.localPort(),
        remote,
        remote,
        plan.direction(),
        plan.send(),
        plan.receive(),
        plan.security());
  }

  @Test
  @Clause("RFC 3264 8.4")
  void a_hold_by_address_silences_reports_too() {
    var call = new Call(SecurityPolicy.SECURE, 8).run(Duration.ofSeconds(1));
    call.negotiate(true);
    call.forget();
    call.run(Duration.ofMinutes(1));
    assertThat(call.callee.sent).isEmpty();
    assertThat(call.callee.session().goodbye(call.time.now())).isEmpty();
  }

  @Test
  @Clause("RFC 4568 5.1.1")
  void what_comes_before_the_first_answer_is_heard_with_it_where_a_tag_vouches_for_it() {
    for (var policy : List.of(SecurityPolicy.SECURE, SecurityPolicy.UNSECURE)) {
      var call = new Call(policy, 11).run(Duration.ofSeconds(1));
      var early = new EarlyPackets();
      call.callee.sent.forEach(datagram -> early.keep(ByteBuffer.wrap(datagram)));
      var plan = call.caller.session().plan();
      var session = new AudioSession(plan, call.time.now(), new Random(1));
      session.catchUp(early, call.time.now());
      boolean secure = policy == SecurityPolicy.SECURE;
      assertThat(session.statistics().received() > 45).isEqualTo(secure);
      assertThat(session.statistics().security().forged()).isZero();
    }
  }

  @Test
  @Clause("RFC 4568 6.3.2")
  void a_report_that_is_authentic_and_not_encrypted_is_refused() {
    var call = new Call(KEEP, 10).run(Duration.ofSeconds(1));
    ProtectedStream stream = own(call.caller);
    var clear = new SrtpPolicy(stream.policy().profile(), true, false, true, 0);
    for (SrtpPolicy policy : List.of(clear, stream.policy())) {
      var packet = ByteBuffer.allocate(100);
      new CompoundPacket(
              List.of(
                  new ReceiverReport(new Ssrc(5), List.of()),
                  SourceDescription.cname(new Ssrc(5), "a")))
          .write(packet);
      new SrtcpSender(policy, stream.key()).protect(packet.flip());
      var heard = call.callee.session().receive(packet, call.time.now());
      assertThat(heard).isEqualTo(policy == clear ? Heard.DROPPED : Heard.MEDIA);
    }
  }

  @Test
  @Clause("RFC 4568 6.4.1")
  void a_forger_who_knows_everything_but_the_key_changes_nothing() {
    var call = new Call(SecurityPolicy.SECURE, 9).run(Duration.ofSeconds(1));
    var chance = new Random(9);
    List<byte[]> sent = List.copyOf(call.caller.sent);
    for (int i = 0; i < 10_000; i++) {
      byte[] forged = sent.get(chance.nextInt(sent.size())).clone();
      forged[2] = (byte) chance.nextInt();
      forged[11] = (byte) chance.nextInt();
      call.callee.session().receive(ByteBuffer.wrap(forged), call.time.now());
    }
    call.forget();
    call.run(Duration.ofSeconds(10));
    assertThat(Goertzel.measure(call.callee.heard(300, 150), 1000).dBm0())
        .isCloseTo(-10, within(0.1));
  }
}
