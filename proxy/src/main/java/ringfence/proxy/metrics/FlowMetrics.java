package ringfence.proxy.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ringfence.proxy.flow.FlowCounts;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.transport.FlowEnd;
import ringfence.transport.tls.Refusal;

/// Links and their handshakes for Prometheus.
final class FlowMetrics {
  /// Why a link never came up before a handshake could begin.
  private static final Set<Refusal.Cause> NO_CONNECTION =
      EnumSet.of(Refusal.Cause.REFUSED, Refusal.Cause.UNREACHABLE, Refusal.Cause.LOCAL);

  private static final String DEVICES = "devices";
  private static final String HANDSHAKES = "tls_handshakes_total";
  private static final String HANDSHAKES_HELP = "Handshakes by side, result and cause.";

  private FlowMetrics() {}

  static void add(Exposition out, FlowStatus flows) {
    open(out, flows);
    certificates(out, flows);
    roundTrips(out, flows.open());
    FlowCounts counts = flows.counts();
    for (FlowEnd.Cause cause : FlowEnd.Cause.values()) {
      String label = cause.name().toLowerCase(Locale.ROOT);
      long closed = counts.closed().getOrDefault(cause, 0L);
      out.counter("sip_flow_closed_total", "Connections that ended.", closed, "cause", label);
    }
    handshakes(out, counts);
    legacy(out, counts);
  }

  /// By peer: a trunk or node, `other` for a server that only DNS knows of, and all devices
  /// together.
  private static void open(Exposition out, FlowStatus flows) {
    Map<List<String>, Long> open = new TreeMap<>(Comparator.comparing(List::toString));
    for (String transport : List.of("tcp", "tls")) open.put(List.of(transport, DEVICES), 0L);
    for (FlowRecord flow : flows.open()) {
      String transport = flow.transport().toString().toLowerCase(Locale.ROOT);
      open.merge(List.of(transport, flows.server(flow).orElse(DEVICES)), 1L, Long::sum);
    }
    open.forEach(
        (labels, count) ->
            out.gauge(
                "sip_flows",
                "Connections that are up, with which trunk or node.",
                count,
                "state",
                "up",
                "transport",
                labels.getFirst(),
                "peer",
                labels.getLast()));
  }

  /// Of the trunks and nodes that are linked; a certificate once, however many links show it.
  private static void certificates(Exposition out, FlowStatus flows) {
    Map<List<String>, Instant> until = new TreeMap<>(Comparator.comparing(List::toString));
    for (FlowRecord flow : flows.open()) {
      String peer = flows.server(flow).orElse(FlowStatus.OTHER);
      if (peer.equals(FlowStatus.OTHER)) continue;
      flow.peer().ifPresent(it -> until.put(List.of(peer, it.serial()), it.until()));
    }
    until.forEach(
        (labels, end) ->
            out.gauge(
                ProxyMetrics.NOT_AFTER,
                ProxyMetrics.NOT_AFTER_HELP,
                end.getEpochSecond(),
                "role",
                "peer",
                "peer",
                labels.getFirst(),
                "serial",
                labels.getLast()));
  }

  /// Of what each open link's last answered ping took; nothing while none was.
  private static void roundTrips(Exposition out, List<FlowRecord> open) {
    List<Duration> sorted =
        open.stream().map(FlowRecord::roundTrip).flatMap(Optional::stream).sorted().toList();
    if (sorted.isEmpty()) return;
    for (String quantile : List.of("0.5", "0.9", "0.99", "1")) {
      int at = (int) Math.ceil(Double.parseDouble(quantile) * sorted.size()) - 1;
      out.gauge(
          "sip_flow_rtt_seconds",
          "Round trip of the last keep-alive of each connection.",
          sorted.get(Math.max(0, at)),
          "quantile",
          quantile);
    }
  }

  private static void legacy(Exposition out, FlowCounts counts) {
    counts
        .legacy()
        .forEach(
            (kind, count) ->
                out.gauge(
                    "tls_legacy_sessions",
                    "Sessions that only the legacy listener allows.",
                    count,
                    "version",
                    kind.version().text(),
                    "kx",
                    kind.keyExchange()));
  }

  private static void handshakes(Exposition out, FlowCounts counts) {
    counts
        .handshakes()
        .forEach(
            (kind, count) ->
                out.counter(
                    HANDSHAKES,
                    HANDSHAKES_HELP,
                    count,
                    "role",
                    role(kind.outgoing()),
                    "result",
                    kind.resumed() ? "resumed" : "ok",
                    "version",
                    kind.version().text()));
    counts.failed().forEach((kind, count) -> failed(out, kind, count));
    long done = counts.handshakes().values().stream().mapToLong(it -> it).sum();
    out.summary(
        "tls_handshake_seconds", "Handshakes that succeeded.", counts.handshakeTime(), done);
  }

  private static void failed(Exposition out, FlowCounts.Failure kind, long count) {
    String role = role(kind.outgoing());
    String cause = kind.cause().word();
    if (NO_CONNECTION.contains(kind.cause())) {
      String help = "Connections that nobody took.";
      out.counter("sip_connect_failed_total", help, count, "role", role, "cause", cause);
    } else {
      out.counter(
          HANDSHAKES, HANDSHAKES_HELP, count, "role", role, "result", "failed", "cause", cause);
    }
  }

  private static String role(boolean outgoing) {
    return outgoing ? "client" : "server";
  }
}
