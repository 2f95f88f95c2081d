package ringfence.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.rtp.Parsed;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

class CompoundPacketTest {
  private static final Ssrc SSRC = new Ssrc(0xcafe0001);
  private static final ReportBlock BLOCK =
      new ReportBlock(new Ssrc(7), 255, -0x80_0000, 0xFFFF_FFFFL, 3, 0x8000_0001L, 9);

  private static byte[] written(CompoundPacket packet) {
    ByteBuffer out = ByteBuffer.allocate(packet.length());
    packet.write(out);
    assertThat(out.hasRemaining()).isFalse();
    return out.array();
  }

  private static CompoundPacket read(byte[] datagram) {
    return switch (CompoundPacket.parse(ByteBuffer.wrap(datagram))) {
      case Parsed.Good<CompoundPacket>(var packet) -> packet;
      case Parsed.Malformed<CompoundPacket> it -> throw new AssertionError(it);
    };
  }

  @Test
  @Clause({"RFC 3550 6.4.1", "RFC 3550 6.5"})
  void a_sender_report_with_its_name_is_read() {
    String wire =
        "80c80006cafe000197d3eb0d0bb8d9ba82722e0c2bbce543347372b8"
            + "81ca0004cafe000101097573657240686f737400";
    CompoundPacket packet = read(HexFormat.of().parseHex(wire));
    assertThat(packet.packets())
        .containsExactly(
            new SenderReport(
                SSRC,
                new NtpTime(0x97d3eb0d0bb8d9baL),
                0x82722e0cL,
                0x2bbce543L,
                0x347372b8L,
                List.of()),
            SourceDescription.cname(SSRC, "user@host"));
    assertThat(HexFormat.of().formatHex(written(packet))).isEqualTo(wire);
  }

  @Test
  void every_packet_survives_writing_and_reading() {
    var packet =
        new CompoundPacket(
            new SenderReport(SSRC, new NtpTime(-1), 1, 2, 0xFFFF_FFFFL, List.of(BLOCK, BLOCK)),
            new ReceiverReport(SSRC, List.of(BLOCK), ByteBuffer.allocate(8)),
            SourceDescription.cname(SSRC, "ä".repeat(127)),
            new SourceDescription(List.of(new SourceDescription.Chunk(SSRC, List.of()))),
            new OtherRtcp(3, 204, ByteBuffer.allocate(12)),
            new Goodbye(List.of(SSRC, new Ssrc(1)), "no more"),
            new Goodbye(SSRC));
    assertThat(read(written(packet))).isEqualTo(packet);
    assertThat(read(written(packet)).blocks()).containsExactly(BLOCK, BLOCK, BLOCK);
    assertThat(packet.all(Goodbye.class).map(Goodbye::reason)).containsExactly("no more", "");
  }

  @ParameterizedTest
  @CsvSource({
    "'', an empty packet",
    "80c9, shorter than a header",
    "40c9000100000001, not version 2",
    "8008000100000001, packet type 8",
    "80c9000200000001, shorter than its length says",
    "80c9000000000001, a receiver report shorter than its blocks",
    "81c9000100000001, a receiver report shorter than its blocks",
    "80c80005000000010000000000000000000000000000000000000000, a sender report shorter than its blocks",
    "80cb000100000001, does not begin with a report",
    "a0c900010000000180c9000100000001, padding before the end",
    "80c9000100000001a0cb000100000003, a padding that cannot be",
    "80c9000100000001a0cb000100000000, a padding that cannot be",
    "80c900010000000181cb0000, a goodbye out of bounds",
    "80c900010000000181cb00020000000104616263, a goodbye out of bounds",
    "80c900010000000181ca0002000000010105616263, shorter than its length says",
    "80c900010000000181ca00020000000101056162, a source description out of bounds",
    "80c900010000000181ca000100000001, a source description out of bounds"
  })
  @Clause("RFC 3550 A.2")
  void a_packet_that_cannot_be_says_why(String datagram, String reason) {
    byte[] bytes = HexFormat.of().parseHex(datagram.replace(" ", ""));
    Parsed<CompoundPacket> parsed = CompoundPacket.parse(ByteBuffer.wrap(bytes));
    if (reason.startsWith("shorter than its length") && datagram.length() > 40) {
      assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
      return;
    }
    assertThat(parsed).isEqualTo(new Parsed.Malformed<>("RFC 3550 6.1", reason));
  }

  @Test
  void noise_is_a_value_and_good_packets_survive_writing_and_reading() {
    Random chance = new Random(6);
    byte[] seed =
        written(
            new CompoundPacket(
                new SenderReport(SSRC, new NtpTime(1), 1, 2, 3, List.of(BLOCK)),
                SourceDescription.cname(SSRC, "user@host"),
                new Goodbye(List.of(SSRC), "bye")));
    int good = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = java.util.Arrays.copyOf(seed, chance.nextInt(10) == 0 ? 52 : seed.length);
      for (int n = chance.nextInt(3); n >= 0; n--) {
        noise[chance.nextInt(noise.length)] = (byte) chance.nextInt(chance.nextBoolean() ? 8 : 256);
      }
      var parsed = CompoundPacket.parse(ByteBuffer.wrap(noise));
      if (parsed instanceof Parsed.Good<CompoundPacket>(var packet)) {
        good++;
        assertThat(read(written(packet))).isEqualTo(packet);
      }
    }
    assertThat(good).isGreaterThan(10_000);
  }

  @Test
  @Clause("RFC 3550 6.4.1")
  void the_round_trip_is_that_of_the_example() {
    // Figure 2: A = 0xb710:8000, DLSR = 5.250 s, LSR = 0xb705:2000; the delay is 6.125 s.
    var block = new ReportBlock(SSRC, 0, 0, 0, 0, 0xb705_2000L, 0x0005_4000L);
    Instant arrival = new NtpTime(0xb44d_b710_8000_0000L).toInstant();
    assertThat(block.roundTrip(arrival)).contains(Duration.ofMillis(6125));
    var none = new ReportBlock(SSRC, 0, 0, 0, 0, 0, 0);
    assertThat(none.roundTrip(arrival)).isEmpty();
    var ahead = new ReportBlock(SSRC, 0, 0, 0, 0, 0xb710_8000L, 0x0005_4000L);
    assertThat(ahead.roundTrip(arrival)).isEmpty();
  }

  @Test
  void a_time_survives_its_short_form() {
    Instant time = Instant.parse("2026-03-01T12:00:00.250Z");
    assertThat(NtpTime.of(time).toInstant()).isEqualTo(time);
    assertThat(NtpTime.of(time).middle() & 0xFFFF).isEqualTo(0x4000);
  }
}
