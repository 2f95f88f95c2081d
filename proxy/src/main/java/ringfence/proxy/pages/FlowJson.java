package ringfence.proxy.pages;

import java.time.Duration;
import java.util.Locale;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;
import ringfence.proxy.admin.Amounts;
import ringfence.proxy.admin.FlowTables;
import ringfence.proxy.flow.FlowDetails;
import ringfence.proxy.flow.FlowRecord;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.flow.Transition;
import ringfence.transport.TlsSession;

/// Links as JSON.
final class FlowJson {
  private FlowJson() {}

  static Json of(FlowStatus flows) {
    return Json.object()
        .put("open", Json.array(flows.open().stream().map(FlowJson::of).toList()))
        .put("closed", Json.array(flows.gone().stream().map(FlowJson::of).toList()));
  }

  static Json of(FlowDetails details) {
    var transitions = details.transitions().stream().map(FlowJson::of).toList();
    return of(details.flow()).put("transitions", Json.array(transitions));
  }

  private static JsonObject of(FlowRecord flow) {
    JsonObject json =
        Json.object()
            .put("id", flow.id())
            .put("state", flow.end().isEmpty() ? "up" : "closed")
            .put("transport", flow.transport().toString())
            .put("remote", Amounts.address(flow.remote()))
            .put("local", Amounts.address(flow.local()))
            .put("openedBy", FlowTables.opener(flow))
            .put("openedAt", flow.openedAt().toString())
            .put("lastIn", flow.lastIn().toString())
            .put("bytesIn", flow.bytesIn())
            .put("bytesOut", flow.bytesOut())
            .put("users", Json.texts(flow.users()));
    JsonObject timed = flow.roundTrip().map(it -> json.put("roundTripMs", millis(it))).orElse(json);
    JsonObject secured = flow.tls().map(it -> timed.put("tls", of(it))).orElse(timed);
    JsonObject named = flow.peer().map(it -> secured.put("certificate", of(it))).orElse(secured);
    return flow.end().map(it -> named.put("closed", of(it))).orElse(named);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static Json of(TlsSession tls) {
    return Json.object()
        .put("version", tls.version().text())
        .put("suite", tls.suite())
        .put("resumed", tls.resumed())
        .put("handshakeMs", millis(tls.handshake()));
  }

  private static Json of(FlowRecord.Certificate certificate) {
    return Json.object()
        .put("subject", certificate.subject())
        .put("names", Json.texts(certificate.names()))
        .put("serial", certificate.serial())
        .put("until", certificate.until().toString());
  }

  private static Json of(FlowRecord.End end) {
    return Json.object()
        .put("at", end.at().toString())
        .put("cause", FlowTables.cause(end))
        .put("text", end.text());
  }

  private static Json of(Transition each) {
    return Json.object()
        .put("at", each.at().toString())
        .put("kind", each.kind().name().toLowerCase(Locale.ROOT))
        .put("port", each.port())
        .put("text", each.text());
  }
}
