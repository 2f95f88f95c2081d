package ringfence.proxy.pages;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ringfence.manage.event.EventLog;
import ringfence.manage.status.Cell;
import ringfence.manage.status.Tone;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.proxy.ProxyServer;
import ringfence.proxy.ProxyStatus;

/// The proxy's pages: who is registered and how, which links are up, what has passed.
public final class ProxyPages {
  /// Where the JSON of everything shown is found.
  public static final String JSON_PATH = "/api/proxy";

  private static final String SECTION = "Proxy";

  private final ProxyServer proxy;

  public ProxyPages(ProxyServer proxy) {
    this.proxy = proxy;
  }

  public List<Page> pages() {
    return List.of(
        Page.of(SECTION, "Registrations", () -> List.of(registrations(status()))),
        Page.of(SECTION, "Links", () -> List.of(links(status()))),
        Page.of(SECTION, "Traffic", () -> List.of(facts(status()), traffic(status()))));
  }

  /// Everything a proxy answers; its pages change by themselves after every event.
  public Routes routes(EventLog events) {
    var site = Site.of("Ringfence proxy", pages().toArray(Page[]::new));
    var _ = events.listen(_ -> site.changed());
    return addTo(new Routes().site(site));
  }

  /// Adds the JSON beside the pages.
  public Routes addTo(Routes routes) {
    return routes.get(JSON_PATH, _ -> Reply.json(StatusJson.of(status())));
  }

  private ProxyStatus status() {
    return proxy.status().orTimeout(5, TimeUnit.SECONDS).join();
  }

  private static Part registrations(ProxyStatus status) {
    var table =
        Part.StatusTable.of(
                "Registrations",
                "User",
                "Contact",
                "Reached by",
                "Status",
                "Seconds left",
                "Device",
                "Note")
            .none("Nobody is registered.");
    for (ProxyStatus.Registration each : status.registrations()) {
      table =
          table.row(
              Cell.of(each.user()),
              Cell.of(each.contact()),
              Cell.of(each.transport() + " " + each.remote()),
              each.reachable() ? new Cell("Reachable", Tone.GOOD) : new Cell("Link lost", Tone.BAD),
              Cell.of(Long.toString(each.secondsLeft())),
              Cell.of(each.userAgent()),
              each.note().isEmpty() ? Cell.of("") : new Cell(each.note(), Tone.WAITING));
    }
    return table;
  }

  private static Part links(ProxyStatus status) {
    var table =
        Part.StatusTable.of(
                "Links", "Device", "Local", "Security", "Certificate", "Users", "Idle", "In", "Out")
            .none("No device holds a link.");
    for (ProxyStatus.Link each : status.links()) {
      Duration idle = Duration.between(each.lastIn(), status.at());
      table =
          table.row(
              Cell.of(each.remote()),
              Cell.of(each.local()),
              each.tls().isEmpty()
                  ? new Cell("none (" + each.transport() + ")", Tone.WAITING)
                  : new Cell(each.tls(), Tone.GOOD),
              Cell.of(each.peer()),
              Cell.of(String.join(", ", each.users())),
              Cell.of(Math.max(0, idle.toSeconds()) + " s"),
              Cell.of(each.bytesIn() + " octets"),
              Cell.of(each.bytesOut() + " octets"));
    }
    return table;
  }

  private static Part facts(ProxyStatus status) {
    return Part.Facts.of("Proxy")
        .fact("Listening", String.join(", ", status.listeners()))
        .fact("Domains", String.join(", ", status.domains()))
        .fact("Users", Integer.toString(status.users()))
        .fact("Up since", status.startedAt().toString())
        .fact("Requests under way", Integer.toString(status.underWay()));
  }

  private static Part traffic(ProxyStatus status) {
    var table = Part.StatusTable.of("Counts", "What", "How often").none("Nothing has passed yet.");
    for (var count : status.counts().entrySet()) {
      table = table.row(Cell.of(count.getKey()), Cell.of(count.getValue().toString()));
    }
    return table;
  }
}
