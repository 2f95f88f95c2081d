package ringfence.trace.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.rtp.RtpHeader;
import ringfence.rtp.SequenceNumber;
import ringfence.rtp.Ssrc;
import ringfence.sdp.RtpMap;
import ringfence.testkit.Clause;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Content.Security;
import ringfence.trace.decode.Row;

class StreamsTest {
  private static final Instant T = Instant.parse("2026-01-02T12:00:00Z");
  private final Streams streams = new Streams();

  @Test
  @Clause("RFC 3550 A.3")
  void what_did_not_come_is_counted_as_lost_also_over_the_wrap_of_the_number() {
    for (int i = 0; i < 1000; i++) {
      if (i % 100 != 50) streams.add(row(65_000 + i, Duration.ofMillis(20L * i), Security.OPENED));
    }
    streams.add(row(65_001, Duration.ofSeconds(30), Security.REPEATED));
    assertThat(streams.qualities()).hasSize(1);
    StreamQuality quality = streams.qualities().getFirst();
    assertThat(quality.packets()).isEqualTo(990);
    assertThat(quality.lost()).isEqualTo(10);
    assertThat(quality.lossPercent()).isEqualTo(1.0);
    assertThat(quality.jitter()).isZero();
    assertThat(quality.security()).isEqualTo(Security.OPENED);
    assertThat(quality.ended()).isEqualTo(T.plusMillis(19_980));
    assertThat(quality.mos().orElseThrow()).isBetween(4.2, 4.35);
  }

  @Test
  void a_packet_seen_twice_counts_once_and_one_that_is_late_counts() {
    for (int number : new int[] {65_534, 65_534, 65_535, 1, 0, 1, 65_534, 0, 2, 100, 2, 100}) {
      streams.add(row(number, Duration.ZERO, Security.UNTRIED));
    }
    StreamQuality quality = streams.qualities().getFirst();
    assertThat(quality.packets()).isEqualTo(7); // the 2 is out of sight behind the 100
  }

  @Test
  @Clause("RFC 3550 A.8")
  void jitter_is_estimated_as_a_receiver_would() {
    for (int i = 0; i < 500; i++) {
      streams.add(row(i, Duration.ofMillis(20L * i + (i % 2 == 0 ? 0 : 10)), Security.CLEAR));
    }
    assertThat(streams.qualities().getFirst().jitter())
        .isBetween(Duration.ofMillis(9), Duration.ofMillis(10));
  }

  @Test
  void only_the_first_packet_of_a_stream_begins_it() {
    assertThat(streams.add(row(1, Duration.ZERO, Security.CLEAR))).isTrue();
    assertThat(streams.add(row(2, Duration.ZERO, Security.CLEAR))).isFalse();
  }

  @ParameterizedTest
  @Clause("ITU-T G.107 annex B")
  @CsvSource({
    "PCMA, 0, 0, 4.409",
    "PCMU, 5, 0, 3.923",
    "G729, 0, 0, 4.104",
    "PCMA, 100, 0, 1.177",
    "PCMA, 0, 400, 3.053"
  })
  void the_E_model_gives_the_score_of_codec_loss_and_delay(
      String codec, double loss, int delay, double mos) {
    assertThat(Emodel.mos(codec, loss, Duration.ofMillis(delay)).orElseThrow())
        .isCloseTo(mos, within(0.002));
    assertThat(Emodel.mos("opus", loss, Duration.ofMillis(delay))).isEmpty();
  }

  private static Row row(int sequence, Duration after, Security security) {
    var header =
        new RtpHeader(
            false, 8, new SequenceNumber(sequence & 0xFFFF), 160L * sequence, new Ssrc(7));
    var rtp =
        new Content.Rtp(
            header, new RtpMap(8, "PCMA", 8000), security, ByteBuffer.allocate(160), List.of());
    var source = new InetSocketAddress("192.0.2.1", 5004);
    return new Row(sequence, List.of(), T.plus(after), source, source, OptionalInt.empty(), rtp);
  }
}
