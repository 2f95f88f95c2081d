package ringfence.app.lab;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import ringfence.adapter.call.CallStatus;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.unit.UnitStatus;
import ringfence.app.call.CallJson;
import ringfence.manage.json.Json;

/// The lab's report as its one JSON object.
public final class LabJson {
  private LabJson() {}

  static Json of(LabReport report) {
    List<Json> adapters = new ArrayList<>();
    for (int i = 0; i < report.ready().size(); i++) adapters.add(adapter(report, i));
    return Json.object()
        .put("ok", report.isOk())
        .put("faults", Json.texts(report.faults()))
        .put("proxy", proxy(report.plan()))
        .put("adapters", Json.array(adapters))
        .put("call", call(report))
        .put("startedMillis", report.timeline().json());
  }

  private static Json proxy(LabPlan plan) {
    return Json.object().put("address", plan.proxy().toString()).put("web", plan.proxyWeb());
  }

  private static Json adapter(LabReport report, int index) {
    LabPlan.Adapter adapter = LabPlan.ADAPTERS.get(index);
    UnitStatus status = report.ready().get(index);
    return Json.object()
        .put("name", adapter.name())
        .put("user", adapter.user())
        .put("registration", status.lines().getFirst().registration())
        .put("readyLed", status.readyLed().toString())
        .put("web", report.plan().web(adapter))
        .put("link", link(report, status));
  }

  private static Json link(LabReport report, UnitStatus status) {
    if (status.links().isEmpty()) {
      return Json.object()
          .put("gateway", LabPlan.GATEWAY)
          .put("remoteHost", report.plan().proxy().toString())
          .put("status", "none: " + report.plan().transport() + " has no link");
    }
    LinkStatus link = status.links().getFirst();
    return Json.object()
        .put("gateway", link.gateway())
        .put("localPort", link.localPort())
        .put("remoteHost", link.remoteHost().toString())
        .put("remoteIp", link.remote().map(LabJson::text).orElse(""))
        .put("status", link.status().toString())
        .put("tlsVersion", link.tls().map(tls -> tls.version().text()).orElse(""))
        .put("cipherSuite", link.tls().map(tls -> tls.suite()).orElse(""));
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static Json call(LabReport report) {
    long setup = report.caller().flatMap(CallStatus::setup).map(it -> it.toMillis()).orElse(-1L);
    return Json.object()
        .put("from", LabPlan.ADAPTERS.getFirst().user())
        .put("to", LabPlan.ADAPTERS.getLast().user())
        .put("challenges", Json.texts(report.signalling().challenges()))
        .put("messages", Json.texts(report.signalling().messages()))
        .put("setupMillis", setup)
        .put("security", CallJson.security(report.caller()))
        .put("audio", Json.array(report.audio().stream().map(LabJson::audio).toList()));
  }

  private static Json audio(CallCheck.Arrived arrived) {
    return Json.object()
        .put("at", arrived.at())
        .put("toneHz", CallJson.rounded(arrived.toneHz()))
        .put("levelDbm0", CallJson.rounded(arrived.levelDbm0()))
        .put("lossPercent", CallJson.rounded(arrived.lossPercent()))
        .put("delayMillis", arrived.delay().toMillis());
  }
}
