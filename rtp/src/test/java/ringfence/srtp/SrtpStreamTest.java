package ringfence.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

class SrtpStreamTest {
  private static final ProtectionProfile PROFILE = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  private static final Ssrc SSRC = new Ssrc(0x1234_5678);

  private final Random chance = new Random(3711);
  private final MasterKey key = MasterKey.generate(PROFILE, chance);
  private final SrtpSender sender = new SrtpSender(PROFILE, key);
  private final SrtpReceiver receiver = new SrtpReceiver(PROFILE, key);

  private byte[] sent(int number) {
    return sent(SSRC, number);
  }

  /// The number is that of the packet since the stream began: its sequence number is the low part.
  private byte[] sent(Ssrc ssrc, int number) {
    ByteBuffer buffer = Sessions.roomy(plain(ssrc, number));
    assertThat(sender.protect(buffer)).isEqualTo(Verdict.ACCEPTED);
    return Sessions.bytes(buffer);
  }

  private static byte[] plain(Ssrc ssrc, int number) {
    ByteBuffer out = ByteBuffer.allocate(172);
    new RtpHeader(false, 8, new SequenceNumber(number & 0xFFFF), number * 160L, ssrc).write(out);
    for (int i = 0; out.hasRemaining(); i++) out.put((byte) (number + i));
    return out.array();
  }

  private Verdict received(byte[] packet) {
    return receiver.unprotect(ByteBuffer.wrap(packet.clone()));
  }

  @Test
  @Clause("RFC 3711 3.3.2")
  void a_packet_is_taken_once() {
    byte[] packet = sent(1000);
    assertThat(received(packet)).isEqualTo(Verdict.ACCEPTED);
    assertThat(received(packet)).isEqualTo(Verdict.REPLAYED);
  }

  @Test
  @Clause("RFC 3711 3.3.2")
  void the_window_holds_128_packets_in_any_order() {
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 129; i++) packets.add(sent(500 + i));
    assertThat(received(packets.get(128))).isEqualTo(Verdict.ACCEPTED);
    assertThat(received(packets.get(0))).as("too old to tell").isEqualTo(Verdict.REPLAYED);
    List<byte[]> late = new ArrayList<>(packets.subList(1, 128));
    Collections.shuffle(late, chance);
    for (byte[] packet : late) {
      assertThat(received(packet)).isEqualTo(Verdict.ACCEPTED);
      assertThat(received(packet)).isEqualTo(Verdict.REPLAYED);
    }
  }

  @Test
  @Clause("RFC 3711 3.3")
  void a_forged_packet_leaves_no_trace() {
    for (int i = 0; i < 10; i++) assertThat(received(sent(65_530 + i))).isEqualTo(Verdict.ACCEPTED);
    byte[] next = sent(65_540);
    for (int at = 0; at < next.length; at++) {
      byte[] forged = next.clone();
      forged[at] ^= (byte) (1 << chance.nextInt(8));
      byte[] before = forged.clone();
      ByteBuffer buffer = ByteBuffer.wrap(forged);
      assertThat(receiver.unprotect(buffer)).isNotEqualTo(Verdict.ACCEPTED);
      assertThat(forged).as("octet %d", at).isEqualTo(before);
      assertThat(buffer.remaining()).isEqualTo(before.length);
    }
    assertThat(receiver.sources()).isEqualTo(1);
    assertThat(receiver.rolloverCounter(SSRC)).hasValue(1);
    assertThat(received(next)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void a_source_is_remembered_only_after_an_authentic_packet() {
    for (int ssrc = 0; ssrc < 1000; ssrc++) {
      ByteBuffer forged = Sessions.roomy(plain(new Ssrc(ssrc), 1));
      forged.limit(forged.limit() + 10);
      assertThat(receiver.unprotect(forged)).isEqualTo(Verdict.FORGED);
    }
    assertThat(receiver.sources()).isZero();
    assertThat(receiver.rolloverCounter(SSRC)).isEmpty();
  }

  @Test
  void sources_are_kept_apart_and_there_is_an_end_to_them() {
    var few = new SrtpReceiver(PROFILE, List.of(new IdentifiedKey(key)), 3);
    for (int number : new int[] {65_534, 65_535, 65_536, 65_537}) {
      for (int ssrc = 1; ssrc <= 3; ssrc++) {
        ByteBuffer packet = ByteBuffer.wrap(sent(new Ssrc(ssrc), number));
        assertThat(few.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
        assertThat(Sessions.bytes(packet)).isEqualTo(plain(new Ssrc(ssrc), number));
      }
    }
    byte[] fourth = sent(new Ssrc(4), 1);
    assertThat(few.unprotect(ByteBuffer.wrap(fourth))).isEqualTo(Verdict.TOO_MANY_SOURCES);
    assertThat(few.sources()).isEqualTo(3);
    assertThat(received(fourth)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  @Clause("RFC 3711 3.3.1")
  void packets_around_the_wrap_may_come_in_any_order() {
    List<byte[]> packets = new ArrayList<>();
    for (int number = 65_500; number < 65_572; number++) packets.add(sent(number));
    assertThat(received(packets.removeFirst())).isEqualTo(Verdict.ACCEPTED);
    Collections.shuffle(packets, chance);
    for (byte[] packet : packets) assertThat(received(packet)).isEqualTo(Verdict.ACCEPTED);
    assertThat(receiver.rolloverCounter(SSRC)).hasValue(1);
  }

  @Test
  @Clause("RFC 3711 3.3.1")
  void a_gap_of_more_than_half_a_cycle_is_survived() {
    int last = 1000;
    assertThat(received(sent(last))).isEqualTo(Verdict.ACCEPTED);
    for (int number : new int[] {33_767, 74_000, 110_000, 110_001, 175_000, 175_300}) {
      // The sender has sent all along what the receiver never saw.
      for (int lost = last + 10_000; lost < number; lost += 10_000) sent(lost);
      assertThat(received(sent(number))).as("%d", number).isEqualTo(Verdict.ACCEPTED);
      assertThat(receiver.rolloverCounter(SSRC)).hasValue(number >>> 16);
      last = number;
    }
  }

  @Test
  @Clause("RFC 3711 9.1")
  void a_sender_uses_no_keystream_twice() {
    sent(7);
    ByteBuffer again = Sessions.roomy(plain(SSRC, 7));
    assertThat(sender.protect(again)).isEqualTo(Verdict.REPLAYED);
    assertThat(Sessions.bytes(again)).isEqualTo(plain(SSRC, 7));
  }

  @Test
  @Clause("RFC 3711 9.2")
  void a_key_has_a_lifetime() {
    var short3 = new IdentifiedKey(key, KeyIdentifier.NONE, 3);
    var from = new SrtpSender(PROFILE, short3);
    var to = new SrtpReceiver(PROFILE, List.of(short3), 1);
    for (int number = 1; number <= 3; number++) {
      assertThat(from.protect(Sessions.roomy(plain(SSRC, number)))).isEqualTo(Verdict.ACCEPTED);
      assertThat(to.unprotect(ByteBuffer.wrap(sent(number)))).isEqualTo(Verdict.ACCEPTED);
    }
    assertThat(from.protect(Sessions.roomy(plain(SSRC, 4)))).isEqualTo(Verdict.KEY_EXPIRED);
    assertThat(to.unprotect(ByteBuffer.wrap(sent(4)))).isEqualTo(Verdict.KEY_EXPIRED);
  }

  @Test
  @Clause("RFC 3711 3.2.2")
  void a_packet_names_its_key() {
    var first = new IdentifiedKey(key, new KeyIdentifier("0001"), 100);
    var other = MasterKey.generate(PROFILE, chance);
    var second = new IdentifiedKey(other, new KeyIdentifier("0002"), 100);
    var third = new IdentifiedKey(other, new KeyIdentifier("0003"), 100);
    var to = new SrtpReceiver(PROFILE, List.of(first, second), 1);
    int number = 1;
    for (var each : List.of(first, second, first)) {
      ByteBuffer packet = Sessions.roomy(plain(SSRC, number));
      new SrtpSender(PROFILE, each).protect(packet);
      assertThat(to.unprotect(packet)).isEqualTo(Verdict.ACCEPTED);
      assertThat(Sessions.bytes(packet)).isEqualTo(plain(SSRC, number++));
    }
    ByteBuffer packet = Sessions.roomy(plain(SSRC, number));
    new SrtpSender(PROFILE, third).protect(packet);
    assertThat(to.unprotect(packet)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void once_closed_nothing_is_protected_or_accepted() {
    byte[] packet = sent(1);
    sender.close();
    receiver.close();
    assertThat(sender.protect(Sessions.roomy(plain(SSRC, 2)))).isEqualTo(Verdict.KEY_EXPIRED);
    assertThat(received(packet)).isEqualTo(Verdict.KEY_EXPIRED);
  }
}
