package ringfence.proxy.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ringfence.manage.web.Reply;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.admin.ProxyTables;
import ringfence.proxy.call.Call;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.tls.TlsStatus;

/// `/metrics`: the state of a proxy for Prometheus. Nothing in it names a user, a device or an
/// address, so that it neither grows with them nor tells of them; a `peer` is a trunk of the
/// settings or another node.
public final class ProxyMetrics {
  static final String NOT_AFTER = "x509_cert_not_after";
  static final String NOT_AFTER_HELP = "When a certificate expires, in seconds since 1970.";

  /// What of the defence is told.
  private record Guard(
      int bans, List<Call> calls, long answered, boolean draining, boolean isShort) {
    static Guard of(Defence defence) {
      Instant now = Instant.now();
      return new Guard(
          defence.bans().all(now).size(),
          defence.calls().all(now),
          defence.calls().begun(),
          defence.capacity().isDraining(),
          defence.capacity().shortage().isPresent());
    }
  }

  private ProxyMetrics() {}

  /// The metrics as they are now; a proxy that is stopped only says so.
  public static Reply reply(ProxyTables.Source proxy) {
    return Reply.plain(text(proxy)).header("Content-Type", Exposition.CONTENT_TYPE);
  }

  static String text(ProxyTables.Source proxy) {
    var out = new Exposition();
    Optional<ProxyStatus> status = proxy.status();
    out.gauge("sip_proxy_up", "Whether the proxy runs.", status.isPresent() ? 1 : 0);
    status.ifPresent(it -> add(out, it));
    proxy.flows().ifPresent(it -> FlowMetrics.add(out, it));
    proxy.defence(Guard::of).ifPresent(it -> add(out, it));
    proxy.certificates().ifPresent(it -> add(out, it));
    Runtime here = Runtime.getRuntime();
    out.gauge(
        "jvm_memory_used_bytes",
        "Memory in use.",
        here.totalMemory() - here.freeMemory(),
        "area",
        "heap");
    out.gauge("jvm_memory_max_bytes", "Memory at most.", here.maxMemory(), "area", "heap");
    return out.toString();
  }

  private static void add(Exposition out, ProxyStatus status) {
    Duration up = Duration.between(status.startedAt(), status.at());
    out.gauge("process_uptime_seconds", "Since the proxy started.", up.toSeconds());
    out.gauge("sip_users", "Users that are known.", status.users());
    long reachable =
        status.registrations().stream().filter(ProxyStatus.Registration::reachable).count();
    String registrations = "Bindings of users, by whether their link is up.";
    out.gauge("sip_registrations", registrations, reachable, "state", "reachable");
    long lost = status.registrations().size() - reachable;
    out.gauge("sip_registrations", registrations, lost, "state", "lost");
    out.gauge("sip_transactions", "Forwarded requests under way.", status.underWay());
    status
        .trunks()
        .forEach(
            (name, answers) ->
                out.gauge(
                    "sip_trunk_up", "Whether a trunk answers.", answers ? 1 : 0, "peer", name));
    status.counts().forEach((name, count) -> add(out, name, count));
  }

  private static void add(Exposition out, String name, long count) {
    String kind = name.substring(0, name.indexOf('.'));
    String what = name.substring(name.indexOf('.') + 1);
    String label = what.toLowerCase(Locale.ROOT);
    switch (kind) {
      case "requests" -> requests(out, what, count, "in");
      case "sent-requests" -> requests(out, what, count, "out");
      case "responses" -> responses(out, what, count, "in");
      case "sent-responses" -> responses(out, what, count, "out");
      case "digest" ->
          out.counter("digest_algorithm_total", "Users who proved themselves.", count, "alg", what);
      case "defence" ->
          out.counter("sip_refused_total", "What the defence kept out.", count, "reason", label);
      default ->
          out.counter(
              "sip_transport_events_total", "What happened to links.", count, "kind", label);
    }
  }

  private static void requests(Exposition out, String method, long count, String way) {
    String help = "Requests that came and went.";
    out.counter("sip_requests_total", help, count, "method", method, "dir", way);
  }

  private static void responses(Exposition out, String code, long count, String way) {
    String help = "Responses that came and went.";
    out.counter("sip_responses_total", help, count, "code", code, "dir", way);
  }

  private static void add(Exposition out, Guard guard) {
    out.gauge("bans_active", "Sources that are banned now.", guard.bans());
    for (Call.State state : Call.State.values()) {
      long count = guard.calls().stream().filter(call -> call.state() == state).count();
      String label = state.name().toLowerCase(Locale.ROOT);
      out.gauge("sip_calls", "Calls under way.", count, "state", label);
    }
    out.counter("sip_calls_answered_total", "Calls that were answered.", guard.answered());
    out.gauge("sip_proxy_draining", "Whether nothing new is begun.", guard.draining() ? 1 : 0);
    out.gauge(
        "sip_proxy_short",
        "Whether new requests are refused for want of resources.",
        guard.isShort() ? 1 : 0);
  }

  private static void add(Exposition out, TlsStatus tls) {
    for (TlsStatus.Certificate each : tls.certificates()) {
      out.gauge(
          NOT_AFTER,
          NOT_AFTER_HELP,
          each.facts().validTo().getEpochSecond(),
          "role",
          each.role().toString(),
          "serial",
          each.served());
    }
    String reloads = "How often files of TLS were read again.";
    out.counter("x509_reload_total", reloads, tls.reloads(), "result", "taken");
    out.counter("x509_reload_total", reloads, tls.refusals(), "result", "refused");
  }
}
