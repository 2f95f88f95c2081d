package ringfence.proxy.pages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import ringfence.manage.json.Json;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.tls.ListenerSettings;

/// Where an orchestrator or a load balancer asks, without signing in: `/health`, whether the
/// program should be left alone, and `/ready`, whether calls should be sent here.
final class Health {
  private final ProxyAdmin proxy;

  Health(ProxyAdmin proxy) {
    this.proxy = proxy;
  }

  Routes add(Routes routes) {
    return routes
        .open("GET", "/health", _ -> Reply.json(Json.object().put("alive", true)))
        .open("GET", "/ready", _ -> ready());
  }

  private Reply ready() {
    boolean listening = proxy.proxy().isPresent();
    boolean writable = isWritable();
    boolean draining = proxy.defence(defence -> defence.capacity().isDraining()).orElse(false);
    Optional<String> shortage = proxy.defence(it -> it.capacity().shortage()).flatMap(it -> it);
    boolean ready = listening && writable && !draining;
    var details =
        Json.object()
            .put("ready", ready)
            .put("listening", listening)
            .put("storeWritable", writable)
            .put("draining", draining)
            .put("shortage", shortage.orElse(""));
    // A node without Redis serves what it knows: calls may be sent to it.
    return Reply.json(
        ready ? 200 : 503,
        proxy.nodes().map(it -> details.put("nodes", StatusJson.of(it))).orElse(details));
  }

  private boolean isWritable() {
    String data = proxy.configuration().inForce().get(ListenerSettings.DATA);
    return data.isEmpty() || Files.isWritable(proxy.folder().resolve(Path.of(data)));
  }
}
