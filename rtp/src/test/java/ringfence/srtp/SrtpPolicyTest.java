package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

class SrtpPolicyTest {
  private static final int SSRC = 0xCAFE0001;

  private final Random chance = new Random(5);

  private static ByteBuffer rtp(int sequence) {
    ByteBuffer packet = ByteBuffer.allocate(200).limit(40);
    return packet.putInt(0, 0x8008_0000 | sequence & 0xFFFF).putInt(8, SSRC);
  }

  private static ByteBuffer rtcp() {
    return ByteBuffer.allocate(200).limit(28).putInt(0, 0x80C8_0006).putInt(4, SSRC);
  }

  @ParameterizedTest
  @EnumSource
  @Clause("RFC 3711 4.3.1")
  void keys_derived_anew_serve_packets_that_cross_the_boundary(ProtectionProfile profile) {
    var policy = new SrtpPolicy(profile, true, true, true, 16);
    var key = new IdentifiedKey(MasterKey.generate(profile, chance));
    var from = new SrtpSender(policy, key);
    var to = new SrtpReceiver(policy, List.of(key), 1);
    var once = new SrtpReceiver(profile, List.of(key), 1);
    int understoodWithoutRate = 0;
    for (int number = 0; number < 256; number += 2) {
      ByteBuffer first = rtp(number);
      ByteBuffer second = rtp(number + 1);
      assertThat(from.protect(first)).isEqualTo(Verdict.ACCEPTED);
      assertThat(from.protect(second)).isEqualTo(Verdict.ACCEPTED);
      if (once.unprotect(copy(first)) == Verdict.ACCEPTED) understoodWithoutRate++;
      assertThat(to.unprotect(second)).isEqualTo(Verdict.ACCEPTED);
      assertThat(to.unprotect(first)).isEqualTo(Verdict.ACCEPTED);
      assertThat(first).isEqualTo(rtp(number));
    }
    // the first derivation is that of a session which derives once
    assertThat(understoodWithoutRate).isEqualTo(8);
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(200).put(packet.duplicate()).flip();
  }

  @Test
  @Clause("RFC 3711 4.3.1")
  void rtcp_counts_its_own_derivations() {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    var policy = new SrtpPolicy(profile, true, true, true, 2);
    var key = new IdentifiedKey(MasterKey.generate(profile, chance));
    var from = new SrtcpSender(policy, key);
    var to = new SrtcpReceiver(policy, List.of(key), 1);
    for (int number = 0; number < 20; number++) {
      ByteBuffer packet = rtcp();
      assertThat(from.protect(packet)).isEqualTo(Verdict.ACCEPTED);
      assertThat(to.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
      assertThat(packet).isEqualTo(rtcp());
    }
  }

  @Test
  @Clause("RFC 4568 6.3.2")
  void what_is_not_to_be_encrypted_is_sent_in_clear_with_its_tag() {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    var policy = new SrtpPolicy(profile, false, false, true, 0);
    var key = new IdentifiedKey(MasterKey.generate(profile, chance));
    ByteBuffer rtp = rtp(1);
    new SrtpSender(policy, key).protect(rtp);
    assertThat(rtp.remaining()).isEqualTo(50);
    assertThat(rtp.slice(0, 40)).isEqualTo(rtp(1));
    ByteBuffer rtcp = rtcp();
    new SrtcpSender(policy, key).protect(rtcp);
    assertThat(rtcp.slice(0, 28)).isEqualTo(rtcp());
    assertThat(rtcp.getInt(28)).as("E flag and index").isEqualTo(0);
    rtp.put(20, (byte) 1);
    assertThat(new SrtpReceiver(policy, List.of(key), 1).unprotect(rtp)).isEqualTo(Verdict.FORGED);
    var to = new SrtcpReceiver(policy, List.of(key), 1);
    assertThat(to.unprotect(rtcp)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  @Clause("RFC 4568 6.3.3")
  void rtp_without_authentication_carries_no_tag_and_rtcp_still_does() {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    var policy = new SrtpPolicy(profile, true, true, false, 0);
    var key = new IdentifiedKey(MasterKey.generate(profile, chance));
    ByteBuffer packet = rtp(1);
    new SrtpSender(policy, key).protect(packet);
    assertThat(packet.remaining()).isEqualTo(40);
    assertThat(packet).isNotEqualTo(rtp(1));
    var to = new SrtpReceiver(policy, List.of(key), 1);
    assertThat(to.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
    assertThat(packet).isEqualTo(rtp(1));
    assertThat(new SrtcpSender(policy, key).overhead()).isEqualTo(14);
  }

  @Test
  @Clause("RFC 3711 3.3.1")
  void a_late_joiner_is_told_the_rollover_counter() {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    var key = MasterKey.generate(profile, chance);
    var from = new SrtpSender(profile, key);
    from.begin(new Ssrc(SSRC), 4711);
    ByteBuffer packet = rtp(9);
    from.protect(packet);
    var untold = new SrtpReceiver(profile, key);
    assertThat(untold.unprotect(copy(packet))).isEqualTo(Verdict.FORGED);
    assertThat(untold.sources()).isZero();
    var told = new SrtpReceiver(profile, key);
    told.begin(new Ssrc(SSRC), 4711);
    assertThat(told.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
    assertThat(told.rolloverCounter(new Ssrc(SSRC))).isEqualTo(OptionalLong.of(4711));
    assertThatThrownBy(() -> told.begin(new Ssrc(SSRC), 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Clause("RFC 3711 3.3.1")
  void a_stream_whose_first_packets_are_lost_over_a_wrap_is_found() {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    var key = MasterKey.generate(profile, chance);
    var from = new SrtpSender(profile, key);
    from.protect(rtp(0xFFFF));
    ByteBuffer packet = rtp(0);
    from.protect(packet);
    assertThat(new SrtpReceiver(profile, key).unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 1 << 25, Integer.MIN_VALUE})
  void a_rate_that_is_no_power_of_two_is_refused(int rate) {
    var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
    assertThatThrownBy(() -> new SrtpPolicy(profile, true, true, true, rate))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
