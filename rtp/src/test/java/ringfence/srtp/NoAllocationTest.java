package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ringfence.rtp.RtpView;
import ringfence.srtp.ProtectionProfile.Cipher;

class NoAllocationTest {
  private static final int MOST_ROUNDS = 50;
  private static final int PACKETS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuffer packet = ByteBuffer.allocate(200);
  private final RtpView view = new RtpView();

  static Stream<Arguments> profilesAndEngines() {
    return Stream.of(CryptoEngine.values())
        .filter(engine -> engine == CryptoEngine.PLATFORM || Libcrypto.isPresent())
        .flatMap(
            engine ->
                Stream.of(ProtectionProfile.values())
                    // the platform's GCM is set up with new objects for each packet
                    .filter(it -> engine == CryptoEngine.LIBCRYPTO || it.cipher() != Cipher.AES_GCM)
                    .map(profile -> Arguments.of(profile, engine)));
  }

  @ParameterizedTest
  @MethodSource("profilesAndEngines")
  void a_packet_is_protected_and_unprotected_without_a_new_object(
      ProtectionProfile profile, CryptoEngine engine) {
    var key = new IdentifiedKey(MasterKey.generate(profile, new Random(1)));
    var sender = new SrtpSender(SrtpPolicy.of(profile), key, engine);
    var receiver = new SrtpReceiver(SrtpPolicy.of(profile), List.of(key), 1, engine);
    assertNothingIsAllocated(number -> trip(sender, receiver, number));
  }

  /// Once the work is compiled no round allocates; the first few may, while it is not.
  private void assertNothingIsAllocated(IntConsumer work) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && least >= PACKETS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < PACKETS; i++) work.accept(round * PACKETS + i);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // What the JIT still moves about is far below one object for each packet.
    assertThat(least / PACKETS).as("octets a packet").isZero();
  }

  private void trip(SrtpSender sender, SrtpReceiver receiver, int number) {
    packet.clear().limit(172);
    packet.putInt(0, 0x8008_0000 | number & 0xFFFF).putInt(8, 77);
    Verdict there = sender.protect(packet);
    Verdict back = receiver.unprotect(packet);
    if (there != Verdict.ACCEPTED || back != Verdict.ACCEPTED || !view.read(packet)) {
      throw new AssertionError(there + " " + back);
    }
  }

  @Test
  void a_forged_packet_and_a_replay_make_no_object_either() {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    MasterKey key = MasterKey.generate(profile, new Random(1));
    var sender = new SrtpSender(profile, key);
    var receiver = new SrtpReceiver(profile, key);
    trip(sender, receiver, 1);
    assertNothingIsAllocated(number -> forge(receiver, number));
  }

  private void forge(SrtpReceiver receiver, int number) {
    packet.clear().limit(182);
    packet.putInt(0, 0x8008_0000 | number & 0xFFFF).putInt(8, number % 3 == 0 ? 77 : number);
    if (receiver.unprotect(packet) == Verdict.ACCEPTED) throw new AssertionError("forged");
  }
}
