package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Both engines against the vectors, and each against the other. Left out where the system has no
/// libcrypto.
class CryptoEngineTest {
  @BeforeEach
  void libcryptoIsThere() {
    assumeTrue(Libcrypto.isPresent(), "no libcrypto.so.3");
  }

  static List<Sessions> sessions() {
    return Sessions.all();
  }

  private static SrtpReceiver receiver(SrtpPolicy policy, IdentifiedKey key, CryptoEngine engine) {
    return new SrtpReceiver(policy, List.of(key), 1, engine);
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void libcrypto_protects_octet_for_octet_what_the_vectors_have(Sessions session) {
    var policy = SrtpPolicy.of(session.profile());
    try (var sender = new SrtpSender(policy, session.key(), CryptoEngine.LIBCRYPTO);
        var receiver = receiver(policy, session.key(), CryptoEngine.LIBCRYPTO)) {
      for (Sessions.Packet packet : session.rtp()) {
        ByteBuffer buffer = Sessions.roomy(packet.plain());
        assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
        assertThat(Sessions.bytes(buffer)).isEqualTo(packet.protectedForm());
        byte[] forged = packet.protectedForm().clone();
        forged[forged.length - 1] ^= 1;
        ByteBuffer bad = ByteBuffer.wrap(forged.clone());
        assertThat(receiver.unprotect(bad)).isEqualTo(Verdict.FORGED);
        assertThat(Sessions.bytes(bad)).isEqualTo(forged);
        assertThat(receiver.unprotect(buffer)).isEqualTo(Verdict.ACCEPTED);
        assertThat(Sessions.bytes(buffer)).isEqualTo(packet.plain());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_opens_what_the_other_seals_at_every_length(ProtectionProfile profile) {
    var chance = new Random(11);
    var policy = SrtpPolicy.of(profile);
    var key = new IdentifiedKey(MasterKey.generate(profile, chance));
    try (var platform = new SrtpSender(policy, key, CryptoEngine.PLATFORM);
        var libcrypto = new SrtpSender(policy, key, CryptoEngine.LIBCRYPTO);
        var toPlatform = receiver(policy, key, CryptoEngine.PLATFORM);
        var toLibcrypto = receiver(policy, key, CryptoEngine.LIBCRYPTO)) {
      for (int length = 12; length < 400; length++) {
        byte[] plain = new byte[length];
        chance.nextBytes(plain);
        ByteBuffer one = Sessions.roomy(plain).putInt(0, 0x8008_0000 | length).putInt(8, 7);
        ByteBuffer other = Sessions.roomy(Sessions.bytes(one));
        assertThat(platform.protect(one)).isEqualTo(Verdict.ACCEPTED);
        assertThat(libcrypto.protect(other)).isEqualTo(Verdict.ACCEPTED);
        assertThat(other).isEqualTo(one);
        assertThat(toPlatform.unprotect(other)).isEqualTo(Verdict.ACCEPTED);
        assertThat(toLibcrypto.unprotect(one)).isEqualTo(Verdict.ACCEPTED);
        assertThat(other).isEqualTo(one);
      }
    }
  }

  @Test
  void a_receiver_that_is_closed_accepts_nothing() {
    for (ProtectionProfile profile : ProtectionProfile.values()) {
      var policy = SrtpPolicy.of(profile);
      var key = new IdentifiedKey(MasterKey.generate(profile, new Random(1)));
      ByteBuffer packet = Sessions.roomy(new byte[60]).putInt(0, 0x8008_0001);
      new SrtpSender(policy, key, CryptoEngine.PLATFORM).protect(packet);
      SrtpReceiver receiver = receiver(policy, key, CryptoEngine.LIBCRYPTO);
      receiver.close();
      receiver.close();
      assertThat(receiver.unprotect(packet)).as("%s", profile).isNotEqualTo(Verdict.ACCEPTED);
    }
  }
}
