package ringfence.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ringfence.proxy.flow.FlowCounts;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.sip.message.Transport;
import ringfence.transport.FlowEnd;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsVersion;

class FlowMetricsTest {
  private static final Map<Long, String> SERVERS = Map.of(1L, "gw", 2L, "gw", 3L, FlowStatus.OTHER);
  private static final FlowCounts NONE =
      new FlowCounts(Map.of(), Duration.ZERO, Map.of(), Map.of(), Map.of());
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final FlowRecord.Certificate SHOWN =
      new FlowRecord.Certificate(List.of("DNS:gw.example"), "CN=gw", "1f", NOW);

  private static FlowRecord flow(int millis) {
    var address = new InetSocketAddress("192.0.2.1", 5061);
    return new FlowRecord(
        millis,
        Transport.TLS,
        false,
        address,
        address,
        NOW,
        NOW,
        0,
        0,
        Optional.empty(),
        Optional.of(SHOWN),
        Optional.of(Duration.ofMillis(millis)),
        List.of(),
        Optional.empty());
  }

  private static List<String> lines(List<FlowRecord> open, FlowCounts counts) {
    var out = new Exposition();
    FlowMetrics.add(out, new FlowStatus(open, SERVERS, List.of(), List.of(), counts));
    return out.toString().lines().toList();
  }

  @Test
  void handshakes_are_told_by_side_result_and_cause() {
    var counts =
        new FlowCounts(
            Map.of(
                new FlowCounts.Handshake(false, TlsVersion.TLS_1_3, false), 7L,
                new FlowCounts.Handshake(true, TlsVersion.TLS_1_2, true), 2L),
            Duration.ofMillis(4_500),
            Map.of(
                new FlowCounts.Failure(false, Refusal.Cause.UNKNOWN_CA), 3L,
                new FlowCounts.Failure(true, Refusal.Cause.REFUSED), 4L),
            Map.of(FlowEnd.Cause.NO_PONG, 5L),
            Map.of(new FlowCounts.Legacy(TlsVersion.TLS_1_0, "RSA"), 6L));
    assertThat(lines(List.of(), counts))
        .contains(
            "tls_handshakes_total{role=\"server\",result=\"ok\",version=\"TLSv1.3\"} 7",
            "tls_handshakes_total{role=\"client\",result=\"resumed\",version=\"TLSv1.2\"} 2",
            "tls_handshakes_total{role=\"server\",result=\"failed\",cause=\"unknown-ca\"} 3",
            "sip_connect_failed_total{role=\"client\",cause=\"refused\"} 4",
            "tls_handshake_seconds_sum 4.5",
            "tls_handshake_seconds_count 9",
            "sip_flow_closed_total{cause=\"no_pong\"} 5",
            "tls_legacy_sessions{version=\"TLSv1\",kx=\"RSA\"} 6")
        .noneMatch(line -> line.startsWith("sip_flow_rtt_seconds"));
  }

  @Test
  void the_round_trip_of_links_is_told_in_quantiles() {
    List<FlowRecord> open = IntStream.rangeClosed(1, 100).mapToObj(FlowMetricsTest::flow).toList();
    assertThat(lines(open, NONE))
        .contains(
            "sip_flow_rtt_seconds{quantile=\"0.5\"} 0.05",
            "sip_flow_rtt_seconds{quantile=\"0.99\"} 0.099",
            "sip_flow_rtt_seconds{quantile=\"1\"} 0.1");
  }

  @Test
  void links_are_counted_by_trunk_and_those_of_devices_together() {
    List<FlowRecord> open = IntStream.rangeClosed(1, 100).mapToObj(FlowMetricsTest::flow).toList();
    assertThat(lines(open, NONE))
        .contains(
            "sip_flows{state=\"up\",transport=\"tcp\",peer=\"devices\"} 0",
            "sip_flows{state=\"up\",transport=\"tls\",peer=\"devices\"} 97",
            "sip_flows{state=\"up\",transport=\"tls\",peer=\"gw\"} 2",
            "sip_flows{state=\"up\",transport=\"tls\",peer=\"other\"} 1");
  }

  @Test
  void the_certificates_of_trunks_are_told_once_and_those_of_devices_are_not() {
    List<FlowRecord> open = IntStream.rangeClosed(1, 100).mapToObj(FlowMetricsTest::flow).toList();
    assertThat(lines(open, NONE))
        .filteredOn(line -> line.startsWith("x509"))
        .containsExactly(
            "x509_cert_not_after{role=\"peer\",peer=\"gw\",serial=\"1f\"} " + NOW.getEpochSecond());
  }
}
