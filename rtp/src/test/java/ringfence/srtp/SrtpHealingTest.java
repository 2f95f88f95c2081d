package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;
import ringfence.testkit.LossyWire;
import ringfence.testkit.VirtualTime;

/// What breaks streams: loss, doubling, reordering, wraps, outages, hold with another source, and a
/// forger beside all of it.
class SrtpHealingTest {
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  private static final Ssrc FIRST = new Ssrc(0x1234_5678);
  private static final Ssrc SECOND = new Ssrc(0x0BAD_CAFE);

  private record Arrival(Ssrc ssrc, long number, byte[] packet) {}

  private final Random chance = new Random(19);
  private final VirtualTime time = new VirtualTime();

  static Stream<SrtpPolicy> policies() {
    return Stream.concat(
        Stream.of(ProtectionProfile.values()).map(SrtpPolicy::of),
        Stream.of(
            new SrtpPolicy(PROFILE, true, true, true, 1 << 9),
            new SrtpPolicy(PROFILE, false, true, true, 0)));
  }

  /// One direction of a call: what is sent, what arrives over the wire, and what came of it.
  private final class Direction {
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private final Set<String> accepted = new HashSet<>();
    private final List<Arrival> heard = new ArrayList<>();
    private final LossyWire<Arrival> wire =
        new LossyWire<>(time, chance, this::arrived)
            .delay(Duration.ofMillis(50), Duration.ofMillis(200))
            .loss(0.05)
            .doubling(0.05);
    private int forgeries;
    private int sent;

    Direction(SrtpPolicy policy) {
      var key = new IdentifiedKey(MasterKey.generate(policy.profile(), chance));
      sender = new SrtpSender(policy, key);
      receiver = new SrtpReceiver(policy, List.of(key), 2);
    }

    /// Sends packets over the wire; their numbers count from the begin of their source.
    void send(Ssrc ssrc, long from, long to) {
      for (long number = from; number < to; number++) {
        wire.send(new Arrival(ssrc, number, protectedOf(ssrc, number)));
        time.advance(Duration.ofMillis(20));
        sent++;
      }
    }

    /// What nobody hears of.
    void lose(Ssrc ssrc, long from, long to) {
      time.advance(Duration.ofSeconds(1));
      for (long number = from; number < to; number++) protectedOf(ssrc, number);
    }

    private byte[] protectedOf(Ssrc ssrc, long number) {
      ByteBuffer buffer = Sessions.roomy(plain(ssrc, number));
      assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
      return Sessions.bytes(buffer);
    }

    private void arrived(Arrival arrival) {
      forge(arrival);
      ByteBuffer buffer = ByteBuffer.wrap(arrival.packet().clone());
      boolean isNew = accepted.add(arrival.ssrc() + " " + arrival.number());
      Verdict expected = isNew ? Verdict.ACCEPTED : Verdict.REPLAYED;
      assertThat(receiver.unprotect(buffer)).as("%s", arrival.number()).isEqualTo(expected);
      if (isNew) {
        assertThat(Sessions.bytes(buffer)).isEqualTo(plain(arrival.ssrc(), arrival.number()));
      }
      if (chance.nextInt(100) == 0) heard.add(arrival);
    }

    /// A forger changes packets on their way, and plays old ones again.
    private void forge(Arrival arrival) {
      byte[] forged = arrival.packet().clone();
      if (chance.nextInt(4) == 0) {
        forged[chance.nextInt(forged.length)] ^= (byte) (1 << chance.nextInt(8));
      } else if (chance.nextInt(4) == 0 && !heard.isEmpty()) {
        forged = heard.get(chance.nextInt(heard.size())).packet().clone();
      } else {
        return;
      }
      forgeries++;
      assertThat(receiver.unprotect(ByteBuffer.wrap(forged))).isNotEqualTo(Verdict.ACCEPTED);
    }
  }

  private static byte[] plain(Ssrc ssrc, long number) {
    ByteBuffer out = ByteBuffer.allocate(32);
    var sequence = new SequenceNumber((int) (number & 0xFFFF));
    new RtpHeader(false, 8, sequence, number * 160 & 0xFFFF_FFFFL, ssrc).write(out);
    return out.putLong(number).array();
  }

  @ParameterizedTest
  @MethodSource("policies")
  @Clause("RFC 3711 3.3.1, 3.3.2")
  void a_hundred_thousand_packets_survive_wraps_outages_holds_and_a_forger(SrtpPolicy policy) {
    var call = new Direction(policy);
    call.send(FIRST, 60_000, 70_000);
    call.lose(FIRST, 70_000, 70_000 + 33_000);
    call.send(FIRST, 103_000, 133_000);
    // hold: music from another source, whose own counter wraps
    call.send(SECOND, 65_000, 85_000);
    // resume: the old source goes on where it was
    call.send(FIRST, 133_000, 153_000);
    call.lose(FIRST, 153_000, 153_000 + 70_000);
    call.send(FIRST, 223_000, 233_000);
    call.send(SECOND, 85_000, 95_000);
    time.advance(Duration.ofSeconds(1));
    assertThat(call.sent).isEqualTo(100_000);
    assertThat(call.accepted).hasSizeBetween(94_000, 96_000);
    assertThat(call.forgeries).isGreaterThan(30_000);
    assertThat(call.receiver.rolloverCounter(FIRST)).hasValue(3);
    assertThat(call.receiver.rolloverCounter(SECOND)).hasValue(1);
  }

  @Test
  @Clause("RFC 4568 6.3.3")
  void without_authentication_doubled_and_late_packets_do_not_lead_astray() {
    var policy = new SrtpPolicy(PROFILE, true, true, false, 0);
    var key = new IdentifiedKey(MasterKey.generate(PROFILE, chance));
    var sender = new SrtpSender(policy, key);
    var receiver = new SrtpReceiver(policy, List.of(key), 1);
    LossyWire<Arrival> wire =
        new LossyWire<Arrival>(
                time,
                chance,
                arrival -> {
                  ByteBuffer buffer = ByteBuffer.wrap(arrival.packet().clone());
                  assertThat(receiver.unprotect(buffer)).isEqualTo(Verdict.ACCEPTED);
                  assertThat(Sessions.bytes(buffer)).isEqualTo(plain(FIRST, arrival.number()));
                })
            .delay(Duration.ofMillis(50), Duration.ofMillis(200))
            .loss(0.05)
            .doubling(0.05);
    for (long number = 30_000; number < 130_000; number++) {
      ByteBuffer buffer = Sessions.roomy(plain(FIRST, number));
      assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
      wire.send(new Arrival(FIRST, number, Sessions.bytes(buffer)));
      time.advance(Duration.ofMillis(20));
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(receiver.rolloverCounter(FIRST)).hasValue(1);
  }

  private byte[] sentFrom(MasterKey key, long number) {
    var sender = new SrtpSender(PROFILE, key);
    sender.begin(FIRST, number >>> 16);
    ByteBuffer buffer = Sessions.roomy(plain(FIRST, number));
    assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
    return Sessions.bytes(buffer);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 65_535, 65_536, 2 * 65_536 + 9})
  @Clause("RFC 3711 3.3.1")
  void a_late_joiner_whom_nobody_told_finds_the_first_cycles(long number) {
    var key = MasterKey.generate(PROFILE, chance);
    var receiver = new SrtpReceiver(PROFILE, key);
    Verdict verdict = receiver.unprotect(ByteBuffer.wrap(sentFrom(key, number)));
    assertThat(verdict).isEqualTo(number < 2 * 65_536 ? Verdict.ACCEPTED : Verdict.FORGED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 1, 2})
  @Clause("RFC 3711 3.3.1")
  void a_late_joiner_finds_the_cycles_next_to_the_one_that_it_was_told(int ahead) {
    var key = MasterKey.generate(PROFILE, chance);
    byte[] packet = sentFrom(key, 4711 * 65_536L + 9);
    var receiver = new SrtpReceiver(PROFILE, key);
    receiver.begin(FIRST, 4711 - ahead);
    Verdict verdict = receiver.unprotect(ByteBuffer.wrap(packet.clone()));
    assertThat(verdict).isEqualTo(Math.abs(ahead) < 2 ? Verdict.ACCEPTED : Verdict.FORGED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 32_767, 32_769, 65_536, 98_303, 131_072, 163_839, 163_841})
  @Clause("RFC 3711 3.3.1")
  void an_outage_of_two_cycles_and_a_half_is_survived(long gap) {
    var key = MasterKey.generate(PROFILE, chance);
    var receiver = new SrtpReceiver(PROFILE, key);
    long last = 40_000;
    receiver.unprotect(ByteBuffer.wrap(sentFrom(key, last)));
    byte[] packet = sentFrom(key, last + gap);
    Verdict verdict = receiver.unprotect(ByteBuffer.wrap(packet.clone()));
    assertThat(verdict == Verdict.ACCEPTED).isEqualTo(gap < 163_840);
    assertThat(receiver.unprotect(ByteBuffer.wrap(packet))).isNotEqualTo(Verdict.ACCEPTED);
  }
}
