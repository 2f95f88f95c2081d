package ringfence.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.testkit.Clause;

class RtpPacketTest {
  private static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
  }

  private static RtpPacket good(ByteBuffer datagram) {
    return switch (RtpPacket.parse(datagram)) {
      case Parsed.Good<RtpPacket>(var packet) -> packet;
      case Parsed.Malformed<RtpPacket> it -> throw new AssertionError(it);
    };
  }

  @Test
  @Clause("RFC 3550 5.1")
  void every_field_is_read() {
    RtpPacket packet =
        good(
            hex(
                "b2 88 fffe ffffffff cafe0001 00000001 80000002 bede0001 01020304 aabbcc 00000003"));
    assertThat(packet.header())
        .isEqualTo(
            new RtpHeader(true, 8, new SequenceNumber(65534), 0xFFFF_FFFFL, new Ssrc(0xcafe0001)));
    assertThat(packet.csrcs()).containsExactly(new Ssrc(1), new Ssrc(0x80000002));
    assertThat(packet.extension()).contains(new HeaderExtension(0xbede, hex("01020304")));
    assertThat(packet.payload()).isEqualTo(hex("aabbcc 00"));
    assertThat(packet.padding()).isEqualTo(hex("000003"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', shorter than the fixed header",
    "80080001000000000000000, shorter than the fixed header",
    "400800010000000000000001, not version 2",
    "810800010000000000000001, shorter than its contributing sources",
    "900800010000000000000001, shorter than its header extension",
    "900800010000000000000001bede0001, shorter than its header extension",
    "a00800010000000000000001, padding without its count",
    "a0080001000000000000000100, a padding count of 0",
    "a0080001000000000000000102, more padding than packet"
  })
  @Clause("RFC 3550 A.1")
  void a_packet_that_cannot_be_says_why(String datagram, String reason) {
    String even = datagram.substring(0, datagram.length() & ~1);
    assertThat(RtpPacket.parse(hex(even)))
        .isEqualTo(new Parsed.Malformed<>("RFC 3550 5.1", reason));
  }

  @Test
  void what_was_read_is_written_again_octet_for_octet_and_noise_is_a_value() {
    Random chance = new Random(3550);
    int good = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = new byte[chance.nextInt(60)];
      chance.nextBytes(noise);
      if (noise.length > 0)
        noise[0] = (byte) (0x80 | chance.nextInt(chance.nextBoolean() ? 3 : 64));
      if (noise.length > 20 && chance.nextBoolean()) noise[noise.length - 1] &= 7;
      if (RtpPacket.parse(ByteBuffer.wrap(noise)) instanceof Parsed.Good<RtpPacket>(var packet)) {
        good++;
        ByteBuffer out = ByteBuffer.allocate(packet.length());
        packet.write(out);
        assertThat(out.array()).isEqualTo(noise);
      }
    }
    assertThat(good).isGreaterThan(10_000);
  }

  @Test
  void a_packet_that_nobody_could_read_is_not_made() {
    var header = new RtpHeader(false, 0, new SequenceNumber(0), 0, new Ssrc(0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RtpPacket(header, List.of(), java.util.Optional.empty(), hex(""), hex("0003")));
    assertThatIllegalArgumentException().isThrownBy(() -> new SequenceNumber(65536));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RtpHeader(false, 128, new SequenceNumber(0), 0, new Ssrc(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "8008, RTP",
    "8088, RTP",
    "80c8, RTCP",
    "81c9, RTCP",
    "80ff, RTP",
    "80e0, RTP",
    "80c0, RTCP",
    "80df, RTCP",
    "80bf, RTP",
    "0001, OTHER",
    "1603, OTHER",
    "80, OTHER",
    "'', OTHER"
  })
  @Clause("RFC 5761 4")
  void rtp_and_rtcp_are_told_apart_on_one_port(String datagram, PacketKind kind) {
    assertThat(PacketKind.of(hex(datagram))).isEqualTo(kind);
  }

  @Test
  void sequence_numbers_go_round() {
    var last = new SequenceNumber(65535);
    assertThat(last.next()).isEqualTo(new SequenceNumber(0));
    assertThat(last.next().isAfter(last)).isTrue();
    assertThat(last.isAfter(last.next())).isFalse();
    assertThat(new SequenceNumber(2).distanceTo(last)).isEqualTo(-3);
    assertThat(SequenceNumber.distance(0, 32768)).isEqualTo(-32768);
    assertThat(new SequenceNumber(0).plus(-1)).isEqualTo(last);
    assertThat(new Random(1).ints(1000).mapToObj(it -> SequenceNumber.choose(new Random(it))))
        .allMatch(it -> it.value() < 32768);
  }
}
