package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import ringfence.rtp.RtpView;

class NoAllocationTest {
  private static final int WARM_UP = 30_000;
  private static final int PACKETS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuffer packet = ByteBuffer.allocate(200);
  private final RtpView view = new RtpView();

  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_NONE,
      names = ".*GCM") // the platform's GCM is set up for each packet
  void a_packet_is_protected_and_unprotected_without_a_new_object(ProtectionProfile profile) {
    MasterKey key = MasterKey.generate(profile, new Random(1));
    var sender = new SrtpSender(profile, key);
    var receiver = new SrtpReceiver(profile, key);
    for (int number = 0; number < WARM_UP; number++) trip(sender, receiver, number);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int number = WARM_UP; number < WARM_UP + PACKETS; number++) trip(sender, receiver, number);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // What the JIT still moves about is far below one object for each packet.
    assertThat(allocated / PACKETS).as("octets a packet").isZero();
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
    for (int i = 0; i < WARM_UP; i++) forge(receiver, i);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < PACKETS; i++) forge(receiver, i);
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / PACKETS).isZero();
  }

  private void forge(SrtpReceiver receiver, int number) {
    packet.clear().limit(182);
    packet.putInt(0, 0x8008_0000 | number & 0xFFFF).putInt(8, number % 3 == 0 ? 77 : number);
    if (receiver.unprotect(packet) == Verdict.ACCEPTED) throw new AssertionError("forged");
  }
}
