package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks for keys in the whole heap of this Java, its own ciphers included.
class ErasureTest {
  private static final int PART = 12;

  /// By name, with all bits inverted so that this test is not what is found.
  private final Map<String, byte[]> secrets = new TreeMap<>();

  private final List<AutoCloseable> sessions = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void no_key_is_left_in_memory_once_its_sessions_are_closed() throws Exception {
    Stream.of(ProtectionProfile.values()).forEach(this::open);
    assertThat(found("open")).as("what is there before").hasSizeGreaterThan(secrets.size() / 3);
    for (AutoCloseable session : sessions) session.close();
    assertThat(found("closed")).isEmpty();
  }

  private void open(ProtectionProfile profile) {
    for (int rate : new int[] {0, 4}) {
      try (var master = MasterKey.generate(profile, new Random(profile.ordinal() + rate))) {
        remember(profile + " at rate " + rate, master);
        open(new SrtpPolicy(profile, true, true, true, rate), new IdentifiedKey(master));
      }
    }
  }

  private void open(SrtpPolicy policy, IdentifiedKey key) {
    var sender = new SrtpSender(policy, key, CryptoEngine.PLATFORM);
    var receiver = new SrtpReceiver(policy, List.of(key), 1, CryptoEngine.PLATFORM);
    sessions.addAll(List.of(sender, receiver));
    for (int number = 0; number < 9; number++) {
      ByteBuffer packet = Sessions.roomy(new byte[40]).putInt(0, 0x8008_0000 | number);
      assertThat(sender.protect(packet)).isEqualTo(Verdict.ACCEPTED);
      assertThat(receiver.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
    }
  }

  private void remember(String name, MasterKey master) {
    master.use((key, salt) -> remember(name + ": master key", key, 0));
    ProtectionProfile profile = ProtectionProfile.valueOf(name.split(" ")[0]);
    try (var keys = SessionKeys.of(profile, master, SessionKeys.Use.RTP)) {
      remember(name + ": cipher key", keys.cipherKey(), 0);
      remember(name + ": salt", keys.salt(), 0);
      if (keys.authenticationKey().length == 0) return;
      remember(name + ": authentication key", keys.authenticationKey(), 0);
      remember(name + ": inner block", keys.authenticationKey(), 0x36);
      remember(name + ": outer block", keys.authenticationKey(), 0x5C);
    }
  }

  private byte[] remember(String name, byte[] secret, int pad) {
    byte[] inverted = new byte[PART];
    for (int i = 0; i < PART; i++) inverted[i] = (byte) ~(secret[i] ^ pad);
    return secrets.put(name, inverted);
  }

  private List<String> found(String name) throws IOException {
    Path dump = folder.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    byte[] heap = Files.readAllBytes(dump);
    List<String> found = new ArrayList<>();
    secrets.forEach(
        (secret, inverted) -> {
          if (contains(heap, inverted)) found.add(secret);
        });
    return found;
  }

  private static boolean contains(byte[] heap, byte[] inverted) {
    for (int at = 0; at < heap.length - PART; at++) {
      int same = 0;
      while (same < PART && (byte) ~heap[at + same] == inverted[same]) same++;
      if (same == PART) return true;
    }
    return false;
  }
}
