package ringfence.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.rtp.Ssrc;
import ringfence.testkit.Clause;

class ReceptionStatisticsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReceptionStatistics statistics = new ReceptionStatistics(new Ssrc(5), 8000);

  private boolean count(int number) {
    return count(number, Duration.ZERO);
  }

  /// Packet `number` of a stream of 20 ms packets, so much late.
  private boolean count(int number, Duration late) {
    Instant now = START.plus(Duration.ofMillis(20L * number)).plus(late);
    return statistics.count(number & 0xFFFF, number * 160L & 0xFFFF_FFFFL, now);
  }

  @Test
  @Clause("RFC 3550 A.1")
  void a_source_is_valid_after_two_packets_in_sequence() {
    assertThat(count(10)).isFalse();
    assertThat(count(12)).isFalse();
    assertThat(statistics.isValid()).isFalse();
    assertThat(statistics.expected()).isZero();
    assertThat(count(13)).isTrue();
    assertThat(statistics.isValid()).isTrue();
    assertThat(statistics.expected()).isEqualTo(1);
  }

  @Test
  @Clause("RFC 3550 A.3")
  void loss_is_counted_in_all_and_for_the_interval() {
    for (int number = 65_500; number <= 65_600; number++) if (number % 4 != 3) count(number);
    ReportBlock first = statistics.report(START);
    assertThat(first.extendedHighestSequence()).isEqualTo(65_600);
    assertThat(first.cumulativeLost()).isEqualTo(statistics.expected() - statistics.received());
    assertThat(first.fractionLost()).isEqualTo(64);
    for (int number = 65_601; number <= 65_700; number++) count(number);
    assertThat(statistics.report(START).fractionLost()).isZero();
    for (int number = 65_701; number <= 65_800; number++) if (number % 2 == 0) count(number);
    assertThat(statistics.report(START).fractionLost()).isEqualTo(128);
    assertThat(statistics.report(START).fractionLost()).as("an empty interval").isZero();
  }

  @Test
  @Clause("RFC 3550 A.3")
  void doubles_make_the_loss_negative_and_the_fraction_0() {
    for (int number = 1; number <= 50; number++) {
      count(number);
      count(number);
    }
    ReportBlock block = statistics.report(START);
    assertThat(block.cumulativeLost()).isNegative();
    assertThat(block.fractionLost()).isZero();
  }

  @Test
  @Clause("RFC 3550 A.1")
  void a_jump_is_believed_when_the_next_packet_follows_it() {
    for (int number = 1; number <= 10; number++) count(number);
    assertThat(count(30_000)).isFalse();
    assertThat(count(11)).isTrue();
    assertThat(count(40_000)).isFalse();
    assertThat(count(40_001)).isTrue();
    assertThat(statistics.expected()).isEqualTo(1);
    assertThat(count(40_000 - 50)).as("late, not far").isTrue();
    assertThat(statistics.extendedHighestSequence()).isEqualTo(40_001);
  }

  @Test
  @Clause("RFC 3550 A.8")
  void jitter_settles_at_the_mean_difference_of_transit() {
    for (int number = 0; number < 2000; number++) {
      count(number, Duration.ofMillis(number % 2 == 0 ? 0 : 10));
    }
    assertThat(statistics.jitter()).isBetween(79L, 80L);
    for (int number = 2000; number < 2200; number++) count(number);
    assertThat(statistics.jitter()).isZero();
  }

  @Test
  @Clause("RFC 3550 6.4.1")
  void the_report_says_when_the_last_sender_report_came() {
    count(1);
    count(2);
    assertThat(statistics.report(START).lastSenderReport()).isZero();
    var report = new SenderReport(new Ssrc(5), NtpTime.of(START), 0, 0, 0, List.of());
    statistics.heard(report, START.plusMillis(30));
    ReportBlock block = statistics.report(START.plusMillis(1030));
    assertThat(block.lastSenderReport()).isEqualTo(NtpTime.of(START).middle());
    assertThat(block.delaySinceLastSenderReport()).isEqualTo(65_536);
    assertThat(block.roundTrip(START.plusMillis(1060)).orElseThrow())
        .isBetween(Duration.ofMillis(59), Duration.ofMillis(61));
  }

  @Test
  @Clause({"RFC 3550 6.3.1", "RFC 3550 A.7"})
  void reports_go_out_every_5_seconds_spread_by_chance() {
    var interval = new RtcpInterval(64_000);
    Random chance = new Random(9);
    double first = interval.next(chance).toNanos() / 1e9;
    assertThat(first).isBetween(2.5 * 0.5 / 1.22, 2.5 * 1.5 / 1.21);
    var spread =
        java.util.stream.Stream.generate(() -> interval.next(chance).toNanos() / 1e9)
            .limit(10_000)
            .mapToDouble(it -> it)
            .summaryStatistics();
    assertThat(spread.getMin()).isBetween(2.05, 2.06);
    assertThat(spread.getMax()).isBetween(6.15, 6.16);
    assertThat(spread.getAverage()).isBetween(4.0, 4.2);
  }

  @Test
  @Clause("RFC 3550 6.2")
  void a_narrow_session_reports_less_often() {
    var interval = new RtcpInterval(1_000);
    for (int i = 0; i < 200; i++) interval.count(172);
    interval.next(new Random(1));
    // 200 octets for each of two, at 5 % of 1000 bit/s: 64 s.
    assertThat(interval.next(() -> 0).toMillis()).isBetween(26_200L, 26_300L);
  }
}
