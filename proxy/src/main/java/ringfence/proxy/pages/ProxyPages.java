package ringfence.proxy.pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ringfence.manage.admin.Command;
import ringfence.manage.ladder.LadderPage;
import ringfence.manage.ladder.Ladders;
import ringfence.manage.rest.Operation;
import ringfence.manage.rest.Rest;
import ringfence.manage.status.StatusTable;
import ringfence.manage.status.Tone;
import ringfence.manage.web.AccessPage;
import ringfence.manage.web.EntryForm;
import ringfence.manage.web.Light;
import ringfence.manage.web.Page;
import ringfence.manage.web.Part;
import ringfence.manage.web.Reply;
import ringfence.manage.web.Routes;
import ringfence.manage.web.Site;
import ringfence.proxy.ProxySettings;
import ringfence.proxy.ProxyStatus;
import ringfence.proxy.admin.Amounts;
import ringfence.proxy.admin.FailureTable;
import ringfence.proxy.admin.FlowTables;
import ringfence.proxy.admin.ProxyAdmin;
import ringfence.proxy.admin.ProxyCommands;
import ringfence.proxy.admin.ProxyDiagnoses;
import ringfence.proxy.admin.ProxyTables;
import ringfence.proxy.admin.UserAdmin;
import ringfence.proxy.cluster.ClusterStatus;
import ringfence.proxy.metrics.ProxyMetrics;

/// The proxy's pages, its REST interface, and what machines ask for: metrics and health.
public final class ProxyPages {
  /// Where the JSON of everything shown is found.
  public static final String JSON_PATH = "/api/proxy";

  private static final String PRODUCT = "Ringfence proxy";
  private static final String STATUS = "Status";
  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation("GET", JSON_PATH, "Everything the status pages show."),
          new Operation("GET", FlowPage.ALL_PATH, "The links, open and recently closed."),
          new Operation("GET", FlowPage.ONE_PATH, "A link and what happened to its peer's links."),
          new Operation("GET", "/metrics", "What is counted, in the text format of Prometheus."),
          new Operation("GET", "/health", "Whether the program runs, for everybody."),
          new Operation("GET", "/ready", "Whether calls should be sent here, for everybody."));

  private final ProxyAdmin proxy;
  private final Optional<Ladders> ladders;

  private ProxyPages(ProxyAdmin proxy, Optional<Ladders> ladders) {
    this.proxy = proxy;
    this.ladders = ladders;
  }

  /// Everything that a proxy with an administrator answers.
  ///
  /// @param ladders what draws them, where somebody does
  public static Routes routes(ProxyAdmin proxy, Optional<Ladders> ladders) {
    var pages = new ProxyPages(proxy, ladders);
    Page[] all = pages.all().toArray(Page[]::new);
    var site =
        Site.of(PRODUCT, proxy.administration(), all).access(proxy.access()).light(pages::ready);
    proxy.watch(site::changed);
    var _ = proxy.events().listen(_ -> site.changed());
    var routes = addTo(new Routes().site(site), proxy);
    routes.get(FlowPage.ALL_PATH, _ -> FlowPage.json(proxy));
    routes.get(FlowPage.ONE_PATH, request -> FlowPage.json(proxy, request.part("id")));
    List<Operation> operations = new ArrayList<>(OPERATIONS);
    ladders.ifPresent(it -> operations.add(LadderPage.addTo(routes, site, it)));
    Rest.add(routes, site, proxy.events(), operations);
    return new Health(proxy).add(routes);
  }

  private static Routes addTo(Routes routes, ProxyTables.Source proxy) {
    return routes.get(JSON_PATH, _ -> json(proxy)).get("/metrics", _ -> ProxyMetrics.reply(proxy));
  }

  private static Reply json(ProxyTables.Source proxy) {
    return proxy
        .status()
        .map(status -> Reply.json(StatusJson.of(status)))
        .orElseGet(() -> Reply.text(503, ProxyTables.STOPPED));
  }

  private List<Page> all() {
    List<Page> all = new ArrayList<>();
    all.add(overview());
    all.add(searched(ProxyTables.REGISTRATIONS).status(diagnosis("Registration")));
    all.add(users());
    all.add(
        Page.of(STATUS, "Flows")
            .searched(table(FlowTables.FLOWS), table(FlowTables.CLOSED))
            .status(diagnosis("Flow"), table(FlowTables.LEGACY)));
    all.add(FlowPage.of(proxy));
    all.add(searched(ProxyTables.CALLS).status(diagnosis("Call")));
    all.add(searched(FailureTable.NAME).status(diagnosis("Call")));
    ladders.ifPresent(it -> all.add(LadderPage.of(it, STATUS)));
    all.add(page(ProxyTables.TRUNKS).status(diagnosis("Trunk")));
    all.add(
        page(ProxyTables.CERTIFICATES)
            .commands(command(ProxyCommands.RELOAD))
            .status(diagnosis("Certificate")));
    all.add(page(ProxyTables.BANS));
    all.add(page(ProxyTables.COUNTS));
    all.addAll(SettingsPages.of("Proxy", ProxySettings.DECLARATIONS));
    all.add(
        Page.of("Management", "Services")
            .status(table(ProxyTables.SERVICES))
            .commands(command(ProxyCommands.RESTART_REQUIRED)));
    all.add(AccessPage.of(proxy.access()));
    proxy.disclosures().ifPresent(it -> all.add(it.page()));
    return all;
  }

  private Page users() {
    Page page = Page.of(STATUS, "Users").searched(table(UserAdmin.USERS), table(UserAdmin.FIXED));
    for (EntryForm form : proxy.users().forms()) page = page.entries(form);
    return page;
  }

  private Page overview() {
    return Page.of(STATUS, "Overview", this::facts)
        .commands(command(ProxyCommands.DRAIN), command(ProxyCommands.RESUME));
  }

  private Page page(String table) {
    StatusTable shown = table(table);
    return Page.of(STATUS, shown.title()).status(shown);
  }

  private Page searched(String table) {
    StatusTable shown = table(table);
    return Page.of(STATUS, shown.title()).searched(shown);
  }

  private StatusTable table(String name) {
    return proxy.administration().table(name).orElseThrow();
  }

  private StatusTable diagnosis(String kind) {
    return table(ProxyDiagnoses.table(kind));
  }

  private Command command(String name) {
    return proxy.administration().command(name).orElseThrow();
  }

  private Light ready() {
    Optional<Boolean> draining = proxy.defence(defence -> defence.capacity().isDraining());
    if (draining.isEmpty()) return new Light("Ready", Light.State.OFF, ProxyTables.STOPPED);
    return draining.get()
        ? new Light("Ready", Light.State.BLINKING, "Nothing new is begun.")
        : new Light("Ready", Light.State.ON, "Calls are taken.");
  }

  private List<Part> facts() {
    return proxy
        .status()
        .map(this::facts)
        .orElseGet(() -> List.of(new Part.Notice(ProxyTables.STOPPED, Tone.BAD)));
  }

  private List<Part> facts(ProxyStatus status) {
    List<Part> parts = new ArrayList<>();
    Optional<String> shortage = proxy.defence(it -> it.capacity().shortage()).flatMap(it -> it);
    shortage.ifPresent(
        what -> parts.add(new Part.Notice("The proxy is short of " + what + ".", Tone.BAD)));
    if (proxy.defence(it -> it.capacity().isDraining()).orElse(false)) {
      parts.add(new Part.Notice("Nothing new is begun: the proxy drains.", Tone.WAITING));
    }
    parts.add(
        Part.Facts.of("Proxy")
            .fact("Listening", String.join(", ", status.listeners()))
            .fact("Domains", String.join(", ", status.domains()))
            .fact("Users", Integer.toString(status.users()))
            .fact("Registrations", registrations(status))
            .fact("Flows", Integer.toString(status.links().size()))
            .fact("Calls under way", calls())
            .fact("Requests under way", Integer.toString(status.underWay()))
            .fact("Up since", since(status)));
    proxy.nodes().ifPresent(nodes -> parts.add(facts(nodes)));
    return parts;
  }

  private static String registrations(ProxyStatus status) {
    long lost = status.registrations().stream().filter(it -> !it.reachable()).count();
    String all = Integer.toString(status.registrations().size());
    return lost == 0 ? all : all + ", of these " + lost + " whose link is lost";
  }

  private static String since(ProxyStatus status) {
    String age = Amounts.span(Duration.between(status.startedAt(), status.at()));
    return Amounts.moment(status.startedAt()) + " (" + age + ")";
  }

  private static Part facts(ClusterStatus nodes) {
    String state = nodes.redis().name().toLowerCase(Locale.ROOT);
    String redis = state + " since " + Amounts.moment(nodes.since());
    Part.Facts facts =
        Part.Facts.of("Node " + nodes.node())
            .fact("Redis", nodes.cause().isEmpty() ? redis : redis + ": " + nodes.cause())
            .fact("Writes that wait for it", Integer.toString(nodes.waiting()));
    for (ClusterStatus.Other other : nodes.others()) {
      facts = facts.fact(other.name() + " at " + other.address(), other.up() ? "up" : "down");
    }
    return facts;
  }

  private String calls() {
    return proxy.defence(defence -> defence.calls().size()).map(String::valueOf).orElse("");
  }
}
