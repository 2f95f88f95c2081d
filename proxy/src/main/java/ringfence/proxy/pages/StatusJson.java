package ringfence.proxy.pages;

import java.util.Locale;
import ringfence.manage.json.Json;
import ringfence.manage.json.Json.JsonObject;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.cluster.ClusterStatus;

/// The state of the proxy as JSON.
public final class StatusJson {
  private StatusJson() {}

  public static Json of(ProxyStatus status) {
    JsonObject counts = Json.object();
    for (var count : status.counts().entrySet()) {
      counts = counts.put(count.getKey(), count.getValue());
    }
    return Json.object()
        .put("at", status.at().toString())
        .put("startedAt", status.startedAt().toString())
        .put("listeners", Json.texts(status.listeners()))
        .put("domains", Json.texts(status.domains()))
        .put("users", status.users())
        .put("underWay", status.underWay())
        .put(
            "registrations",
            Json.array(status.registrations().stream().map(StatusJson::registration).toList()))
        .put("links", Json.array(status.links().stream().map(StatusJson::link).toList()))
        .put("counts", counts);
  }

  /// The nodes as one of them sees them.
  static Json of(ClusterStatus nodes) {
    return Json.object()
        .put("node", nodes.node())
        .put("redis", nodes.redis().name().toLowerCase(Locale.ROOT))
        .put("since", nodes.since().toString())
        .put("cause", nodes.cause())
        .put("waiting", nodes.waiting())
        .put("others", Json.array(nodes.others().stream().map(StatusJson::other).toList()));
  }

  private static Json other(ClusterStatus.Other each) {
    return Json.object()
        .put("name", each.name())
        .put("address", each.address())
        .put("up", each.up())
        .put("linked", each.linked());
  }

  private static Json registration(ProxyStatus.Registration each) {
    return Json.object()
        .put("user", each.user())
        .put("contact", each.contact())
        .put("transport", each.transport())
        .put("remote", each.remote())
        .put("reachable", each.reachable())
        .put("secondsLeft", each.secondsLeft())
        .put("userAgent", each.userAgent())
        .put("note", each.note());
  }

  private static Json link(ProxyStatus.Link each) {
    return Json.object()
        .put("id", each.id())
        .put("transport", each.transport())
        .put("remote", each.remote())
        .put("local", each.local())
        .put("openedAt", each.openedAt().toString())
        .put("lastIn", each.lastIn().toString())
        .put("bytesIn", each.bytesIn())
        .put("bytesOut", each.bytesOut())
        .put("tls", each.tls())
        .put("peer", each.peer())
        .put("users", Json.texts(each.users()));
  }
}
