package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.rtcp.CompoundPacket;
import ringfence.rtcp.ReceiverReport;
import ringfence.rtcp.SourceDescription;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

class SrtcpStreamTest {
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_32;
  private static final Ssrc SSRC = new Ssrc(0x0BAD_CAFE);

  private final MasterKey key = MasterKey.generate(PROFILE, new Random(3));
  private final SrtcpSender sender = new SrtcpSender(PROFILE, key);
  private final SrtcpReceiver receiver = new SrtcpReceiver(PROFILE, key);

  private static byte[] plain() {
    var report = new ReceiverReport(SSRC, List.of());
    var compound = new CompoundPacket(report, SourceDescription.cname(SSRC, "user@host"));
    ByteBuffer out = ByteBuffer.allocate(compound.length());
    compound.write(out);
    return out.array();
  }

  private byte[] sent() {
    ByteBuffer buffer = Sessions.roomy(plain());
    assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
    return Sessions.bytes(buffer);
  }

  private Verdict received(byte[] packet) {
    return receiver.unprotect(ByteBuffer.wrap(packet.clone()));
  }

  @Test
  @Clause("RFC 3711 3.4")
  void the_index_counts_from_0_behind_the_E_flag() {
    for (int index = 0; index < 3; index++) {
      byte[] packet = sent();
      assertThat(packet).hasSize(plain().length + 4 + 10);
      assertThat(ByteBuffer.wrap(packet).getInt(plain().length)).isEqualTo(0x8000_0000 | index);
    }
  }

  @Test
  void the_name_of_the_user_is_not_to_be_read() {
    String wire = new String(sent(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(wire).doesNotContain("user", "host");
  }

  @ParameterizedTest
  @EnumSource
  @Clause("RFC 4568 6.2")
  void the_tag_of_rtcp_has_80_bits_at_least_in_every_profile(ProtectionProfile profile) {
    var master = MasterKey.generate(profile, new Random(3));
    int tag = profile.cipher() == ProtectionProfile.Cipher.AES_GCM ? 16 : 10;
    assertThat(new SrtcpSender(profile, master).overhead()).isEqualTo(4 + tag);
    assertThat(new SrtpSender(profile, master).overhead()).isEqualTo(profile.rtpTagLength());
  }

  @Test
  void a_replay_is_told_and_a_forgery_leaves_no_trace() {
    byte[] first = sent();
    byte[] second = sent();
    assertThat(received(second)).isEqualTo(Verdict.ACCEPTED);
    for (int bit = 0; bit < 8 * first.length; bit++) {
      byte[] forged = first.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] before = forged.clone();
      assertThat(receiver.unprotect(ByteBuffer.wrap(forged))).isNotEqualTo(Verdict.ACCEPTED);
      assertThat(forged).isEqualTo(before);
    }
    assertThat(received(first)).isEqualTo(Verdict.ACCEPTED);
    assertThat(received(first)).isEqualTo(Verdict.REPLAYED);
    assertThat(receiver.sources()).isEqualTo(1);
  }

  @Test
  @Clause("RFC 3711 3.4")
  void an_authentic_packet_without_the_E_flag_is_taken_as_it_is() {
    byte[] plain = plain();
    ByteBuffer packet = Sessions.roomy(plain).limit(plain.length + 14);
    packet.putInt(plain.length, 5);
    try (var keys = SessionKeys.of(PROFILE, key, SessionKeys.Use.RTCP)) {
      byte[] tag = new byte[20];
      var hmac = new PlatformHmacSha1(keys.authenticationKey());
      hmac.authenticate(packet.array(), 0, plain.length + 4, tag);
      packet.put(plain.length + 4, tag, 0, 10);
    }
    assertThat(receiver.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
    assertThat(Sessions.bytes(packet)).isEqualTo(plain);
  }
}
