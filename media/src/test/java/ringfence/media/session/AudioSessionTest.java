package ringfence.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ringfence.media.codec.Frame;
import ringfence.media.negotiation.KeyManagement;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.tone.Goertzel;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtp.RtpView;
import ringfence.srtp.ProtectionProfile;
import ringfence.testkit.Clause;

class AudioSessionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static void assertTones(Call call, int fromFrame, int frames, double tolerance) {
    var atCallee = Goertzel.measure(call.callee.heard(fromFrame, frames), 1000);
    assertThat(atCallee.hertz()).isCloseTo(1000, within(0.2));
    assertThat(atCallee.dBm0()).isCloseTo(-10, within(tolerance));
    var atCaller = Goertzel.measure(call.caller.heard(fromFrame, frames), 620);
    assertThat(atCaller.hertz()).isCloseTo(620, within(0.2));
    assertThat(atCaller.dBm0()).isCloseTo(-10, within(tolerance));
  }

  @Test
  @Clause({"RFC 3711 3.3", "RFC 4568 5.1.2"})
  void two_secured_sessions_hear_each_others_tone() {
    var call = new Call(SecurityPolicy.SECURE, 1).run(Duration.ofSeconds(10));
    assertTones(call, 20, 400, 0.1);
    var statistics = call.callee.session().statistics();
    assertThat(statistics.security().profile()).contains(ProtectionProfile.AES_CM_128_HMAC_SHA1_80);
    assertThat(statistics.security().text())
        .isEqualTo(
            "SRTP AES_CM_128_HMAC_SHA1_80, SDES AES_CM_128_HMAC_SHA1_80 tag 1, both ways with RTCP, "
                + "we were the answerer, keys replaced 0 times; forged 0, replayed 0, plaintext blocked 0, malformed 0");
    assertThat(statistics.lost()).isZero();
    assertThat(statistics.concealed()).isZero();
    assertThat(call.caller.sent.getFirst()).hasSize(12 + 160 + 10);
  }

  @Test
  void loss_disorder_doubling_and_drift_leave_the_tone() {
    var call = new Call(SecurityPolicy.SECURE, 2);
    call.wires(
        it -> it.loss(0.05).doubling(0.02).delay(Duration.ofMillis(20), Duration.ofMillis(30)));
    call.run(MINUTE, 0.0002);
    assertTones(call, 500, 1000, 0.7);
    var statistics = call.callee.session().statistics();
    assertThat(statistics.lossPercent()).isCloseTo(5, within(2.5));
    assertThat(statistics.concealed()).isBetween(80L, 250L);
    assertThat(statistics.security().replayed()).isBetween(30L, 90L);
    assertThat(statistics.security().forged()).isZero();
    assertThat(statistics.roundTrip().orElseThrow())
        .isBetween(Duration.ofMillis(38), Duration.ofMillis(102));
    assertThat(statistics.jitter()).isBetween(Duration.ofMillis(4), Duration.ofMillis(20));
    assertThat(statistics.peerLossPercent().orElseThrow()).isBetween(0.5, 15.0);
  }

  @Test
  void a_clock_that_is_one_percent_off_is_followed() {
    var call = new Call(SecurityPolicy.SECURE, 3).run(MINUTE, 0.01);
    assertThat(call.callee.session().statistics().buffer().skipped()).isBetween(4000L, 5600L);
    assertThat(call.caller.session().statistics().buffer().inserted()).isBetween(4000L, 5600L);
    assertThat(Goertzel.measure(call.callee.heard(1000, 40), 1000).dBm0())
        .isCloseTo(-10, within(1.0));
  }

  @Test
  @Clause("RFC 4733 2.5")
  void keys_are_heard_once_each_on_a_bad_wire() {
    var call = new Call(SecurityPolicy.SECURE, 4);
    call.wires(
        it -> it.loss(0.05).doubling(0.05).delay(Duration.ofMillis(10), Duration.ofMillis(25)));
    for (char key : "18005551234#".toCharArray()) {
      assertThat(call.caller.session().press(key, Duration.ofMillis(100))).isTrue();
    }
    call.run(Duration.ofSeconds(5));
    assertThat(call.callee.keys())
        .containsExactly('1', '8', '0', '0', '5', '5', '5', '1', '2', '3', '4', '#');
  }

  @Test
  void no_plain_octet_of_audio_is_on_the_wire_of_a_secure_call() {
    var call = new Call(SecurityPolicy.SECURE, 5);
    call.caller.session().press('7', Duration.ofMillis(200));
    call.run(Duration.ofSeconds(20));
    Set<String> payloads = new HashSet<>();
    var view = new RtpView();
    for (byte[] datagram : call.caller.sent) {
      int type = datagram[1] & 0x7F;
      boolean rtcp = type >= 72 && type <= 76;
      if (rtcp) {
        assertThat(CompoundPacket.parse(ByteBuffer.wrap(datagram)).good()).isEmpty();
      } else {
        assertThat(view.read(ByteBuffer.wrap(datagram))).isTrue();
        payloads.add(
            new String(
                datagram, 12, datagram.length - 12, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    // A tone of 1000 Hz repeats each frame; its protected form never does.
    assertThat(payloads).hasSizeGreaterThan(980);
  }

  @Test
  void plain_forged_and_replayed_packets_are_counted_and_leave_no_trace() {
    var secure = new Call(SecurityPolicy.SECURE, 6).run(Duration.ofSeconds(2));
    var plain = new Call(SecurityPolicy.UNSECURE, 6).run(Duration.ofSeconds(6));
    var session = secure.callee.session();
    var elsewhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.66"), 666);
    var before = session.statistics();
    plain.caller.sent.forEach(
        it -> assertThat(receive(secure, it, elsewhere)).isEqualTo(Heard.DROPPED));
    var blocked = session.statistics().security();
    assertThat(blocked.plaintextBlocked()).isEqualTo(plain.caller.sent.size());
    byte[] replay = secure.caller.sent.get(90);
    assertThat(receive(secure, replay, elsewhere)).isEqualTo(Heard.DROPPED);
    byte[] forged = replay.clone();
    forged[3] += 60;
    assertThat(receive(secure, forged, elsewhere)).isEqualTo(Heard.DROPPED);
    assertThat(receive(secure, new byte[] {22, 3, 3}, elsewhere)).isEqualTo(Heard.DROPPED);
    var after = session.statistics();
    assertThat(after.security().replayed()).isEqualTo(1);
    assertThat(after.security().forged()).isEqualTo(1);
    assertThat(after.security().malformed()).isEqualTo(1);
    assertThat(after.received()).isEqualTo(before.received());
    assertThat(after.buffer()).isEqualTo(before.buffer());
    assertThat(session.remote()).isEqualTo(secure.caller.address);
  }

  private static Heard receive(Call call, byte[] datagram, InetSocketAddress from) {
    return call.callee.session().receive(ByteBuffer.wrap(datagram.clone()), from, call.time.now());
  }

  @Test
  @Clause("RFC 4961 3")
  void an_authentic_packet_from_elsewhere_moves_where_we_send_and_a_plain_one_does_not() {
    var elsewhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.66"), 6660);
    for (var policy : List.of(SecurityPolicy.SECURE, SecurityPolicy.UNSECURE)) {
      var call = new Call(policy, 7);
      var packet =
          call.caller
              .session()
              .tick(Frame.silence(), Frame.silence(), call.time.now())
              .orElseThrow();
      assertThat(call.callee.session().receive(packet, elsewhere, call.time.now()))
          .isEqualTo(Heard.MEDIA);
      boolean moved = call.callee.session().remote().equals(elsewhere);
      assertThat(moved).isEqualTo(policy == SecurityPolicy.SECURE);
    }
  }

  @Test
  @Clause({"RFC 3264 8.4", "RFC 3711 9.1"})
  void hold_silences_both_ways_and_resume_brings_the_tones_back_under_new_or_kept_keys() {
    var keep = new SecurityPolicy(SecurityPolicy.Mode.SECURE, KeyManagement.SDES, true);
    for (var policy : List.of(SecurityPolicy.SECURE, keep)) {
      var call = new Call(policy, 8).run(Duration.ofSeconds(2));
      call.negotiate(true);
      int sent = call.caller.sent.size();
      call.run(Duration.ofSeconds(2));
      assertThat(call.caller.sent.size() - sent).isLessThanOrEqualTo(1);
      assertThat(Frame.level(call.callee.heard(150, 40))).isEqualTo(-100);
      call.negotiate(false);
      call.run(Duration.ofSeconds(4));
      assertTones(call, 220, 170, 0.1);
      var security = call.callee.session().statistics().security();
      assertThat(security.forged() + security.replayed()).isZero();
    }
  }

  @Test
  void packets_under_the_old_key_are_heard_until_the_new_one_is_used() {
    var call = new Call(SecurityPolicy.SECURE, 9);
    call.wires(it -> it.delay(Duration.ofMillis(60), Duration.ZERO));
    call.run(Duration.ofSeconds(2));
    call.negotiate(false);
    call.run(Duration.ofSeconds(2));
    var statistics = call.callee.session().statistics();
    assertThat(statistics.security().forged()).isZero();
    assertThat(Goertzel.measure(call.callee.heard(115, 80), 1000).dBm0())
        .isCloseTo(-10, within(0.1));
  }

  @Test
  @Clause({"RFC 3550 6.1", "RFC 3550 6.6"})
  void reports_come_every_few_seconds_and_a_goodbye_at_the_end() {
    var call = new Call(SecurityPolicy.UNSECURE, 10).run(MINUTE);
    var reports =
        call.caller.sent.stream()
            .map(ByteBuffer::wrap)
            .filter(it -> it.get(1) == (byte) 200)
            .map(it -> CompoundPacket.parse(it).good().orElseThrow())
            .toList();
    assertThat(reports).hasSizeBetween(8, 25);
    assertThat(reports.getLast().blocks()).hasSize(1);
    call.caller.session().goodbye(call.time.now()).ifPresent(it -> call.send(call.caller, it));
    call.run(Duration.ofMillis(20));
    assertThat(call.callee.events).contains(Heard.GOODBYE);
  }

  @Test
  void an_unsecured_session_says_so() {
    var call = new Call(SecurityPolicy.UNSECURE, 11).run(Duration.ofSeconds(4));
    assertTones(call, 20, 150, 0.1);
    assertThat(call.callee.session().statistics().security().text())
        .startsWith("RTP, not secured;");
  }

  @Test
  void a_closed_session_sends_and_believes_nothing() {
    var call = new Call(SecurityPolicy.SECURE, 12).run(Duration.ofSeconds(1));
    byte[] last = call.caller.sent.getLast();
    call.callee.session().close();
    last[3]++;
    assertThat(receive(call, last, call.caller.address)).isEqualTo(Heard.DROPPED);
  }

  @Test
  void any_datagram_at_all_is_dropped_or_heard_and_a_secure_session_stays_sound() {
    for (var policy : List.of(SecurityPolicy.SECURE, SecurityPolicy.UNSECURE)) {
      var call = new Call(policy, 13).run(Duration.ofSeconds(2));
      var chance = new Random(13);
      for (int i = 0; i < 30_000; i++) {
        byte[] datagram = call.caller.sent.get(chance.nextInt(call.caller.sent.size())).clone();
        if (chance.nextInt(3) == 0) datagram = new byte[chance.nextInt(300)];
        if (chance.nextInt(3) == 0) chance.nextBytes(datagram);
        for (int n = chance.nextInt(4); n >= 0 && datagram.length > 0; n--) {
          datagram[chance.nextInt(Math.min(datagram.length, 20))] = (byte) chance.nextInt();
        }
        if (datagram.length > 1 && chance.nextInt(4) == 0)
          datagram[1] = (byte) (200 + chance.nextInt(5));
        assertThat(receive(call, datagram, call.caller.address)).isNotNull();
      }
      if (policy == SecurityPolicy.UNSECURE) continue;
      call.run(Duration.ofSeconds(2));
      assertThat(Goertzel.measure(call.callee.heard(110, 80), 1000).dBm0())
          .isCloseTo(-10, within(0.1));
    }
  }
}
