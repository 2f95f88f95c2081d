package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SrtpFuzzTest {
  static List<Sessions> sessions() {
    return Sessions.all();
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void what_is_not_from_the_sender_is_refused_whole(Sessions session) {
    Random chance = new Random(42);
    var rtp = new SrtpReceiver(session.profile(), List.of(session.key()), 2);
    var rtcp = new SrtcpReceiver(session.profile(), List.of(session.key()), 2);
    for (int i = 0; i < 10_000; i++) {
      check(mutate(session.rtp(), chance), rtp::unprotect);
      check(mutate(session.rtcp(), chance), rtcp::unprotect);
    }
    assertThat(rtp.sources() + rtcp.sources()).isZero();
  }

  private static void check(
      byte[] packet, java.util.function.Function<ByteBuffer, Verdict> unprotect) {
    byte[] before = packet.clone();
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    assertThat(unprotect.apply(buffer)).isIn(Verdict.FORGED, Verdict.MALFORMED);
    assertThat(packet).isEqualTo(before);
    assertThat(buffer.remaining()).isEqualTo(before.length);
  }

  private static byte[] mutate(List<Sessions.Packet> packets, Random chance) {
    if (packets.isEmpty()) return new byte[chance.nextInt(40)];
    byte[] good = packets.get(chance.nextInt(packets.size())).protectedForm();
    byte[] packet = good.clone();
    if (chance.nextInt(3) == 0) packet = Arrays.copyOf(packet, chance.nextInt(packet.length));
    for (int n = chance.nextInt(4); n >= 0 && packet.length > 0; n--) {
      int at = chance.nextInt(chance.nextBoolean() ? packet.length : Math.min(packet.length, 16));
      packet[at] ^= (byte) (1 + chance.nextInt(255));
    }
    // Two changes of one octet may undo each other.
    return Arrays.equals(packet, good) ? new byte[chance.nextInt(40)] : packet;
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void whatever_a_sender_is_given_it_answers_with_a_verdict(Sessions session) {
    Random chance = new Random(43);
    var rtp = new SrtpSender(session.profile(), session.key());
    var rtcp = new SrtcpSender(session.profile(), session.key());
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[chance.nextInt(60)];
      chance.nextBytes(noise);
      if (noise.length > 0 && chance.nextBoolean()) noise[0] = (byte) (0x80 | chance.nextInt(64));
      for (ByteBuffer packet : List.of(Sessions.roomy(noise), Sessions.roomy(noise))) {
        Verdict verdict = (i % 2 == 0 ? rtp.protect(packet) : rtcp.protect(packet));
        if (verdict == Verdict.ACCEPTED) assertThat(packet.remaining()).isGreaterThan(noise.length);
        else assertThat(Sessions.bytes(packet)).isEqualTo(noise);
      }
    }
  }
}
