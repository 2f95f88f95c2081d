package ringfence.proxy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.proxy.ProxyServer.Stack;
import ringfence.proxy.ProxyServer.Starting;
import ringfence.proxy.cluster.ClusterSettings;
import ringfence.proxy.cluster.ClusterSetup;
import ringfence.proxy.cluster.Node;
import ringfence.proxy.defence.Defence;
import ringfence.proxy.defence.DefenceSettings;
import ringfence.proxy.flow.FlowBook;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.location.BindingFile;
import ringfence.proxy.location.BindingStore;
import ringfence.proxy.location.Gruus;
import ringfence.proxy.location.LocationService;
import ringfence.proxy.location.Reach;
import ringfence.proxy.log.ProxyEvents;
import ringfence.proxy.policy.Admission;
import ringfence.proxy.policy.PolicySettings;
import ringfence.proxy.registrar.Registrar;
import ringfence.proxy.registrar.RegistrarSettings;
import ringfence.proxy.routing.FlowToken;
import ringfence.proxy.routing.OwnAddresses;
import ringfence.proxy.routing.Place;
import ringfence.proxy.routing.ProxyCore;
import ringfence.proxy.routing.RoutingSettings;
import ringfence.proxy.tls.CertifiedUsers;
import ringfence.proxy.tls.ListenerSettings;
import ringfence.proxy.tls.ListenerTable;
import ringfence.proxy.tls.Listeners;
import ringfence.proxy.tls.ProxyTls;
import ringfence.proxy.users.NodeKeys;
import ringfence.proxy.users.SubscriberReading;
import ringfence.proxy.users.Subscribers;
import ringfence.proxy.users.UserFollower;
import ringfence.proxy.users.UserSettings;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;

/// The steps by which a proxy comes up, from settings to the first request served.
final class ProxyStart {
  /// What routing reads must be well formed; the rest is the business of those who are called.
  private static final SipParser PARSER =
      new SipParser(Header.ROUTE, Header.PROXY_REQUIRE, Header.PROXY_AUTHORIZATION);

  private final Settings settings;
  private final Path folder;
  private final EventLog log;
  private final Defence defence;
  private final SecureRandom chance = new SecureRandom();
  private final NodeKeys keys;
  private final List<String> reasons = new ArrayList<>();

  ProxyStart(Settings settings, Path folder, EventLog log) {
    this.settings = settings;
    this.folder = folder;
    this.log = log;
    this.defence = DefenceSettings.defence(settings);
    this.keys = NodeKeys.of(settings, chance);
  }

  Starting start() {
    boolean datagrams = ListenerTable.hasDatagrams(settings);
    DefenceSettings.problem(settings, datagrams).ifPresent(reasons::add);
    if (!reasons.isEmpty()) return new Starting.NotStarted(reasons);
    var loop = new Loop("proxy", this::fault);
    var endpoint = new SipEndpoint(loop, layer(), options(), PARSER);
    Listeners listeners = Listeners.open(tls(loop), endpoint, loop, log);
    listeners.none().ifPresent(reasons::add);
    if (listeners.open().isEmpty()) reasons.addAll(listeners.faults());
    Optional<NodeStart> cluster = cluster(listeners, endpoint);
    Optional<Stack> stack =
        reasons.isEmpty()
            ? begun(loop.ask(() -> stack(loop, endpoint, listeners, cluster)))
            : Optional.empty();
    if (stack.isEmpty()) {
      cluster.ifPresent(NodeStart::abandon);
      listeners.close();
      endpoint.close();
      loop.close();
      return new Starting.NotStarted(reasons);
    }
    for (Listening.Open each : listeners.open()) {
      log.report(ProxyEvents.LISTENING.report().about(ProxyStatus.text(each)));
    }
    listeners.report(log, options().engine());
    return new Starting.Running(new ProxyServer(loop, endpoint, stack.get()));
  }

  /// What throws on the way, such as a disk that cannot be read, is a reason not to start.
  private Optional<Stack> begun(CompletableFuture<Optional<Stack>> beginning) {
    try {
      return beginning.join();
    } catch (CompletionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      reasons.add(Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
      return Optional.empty();
    }
  }

  private ProxyTls tls(Loop loop) {
    List<String> names = new ArrayList<>(settings.get(RoutingSettings.DOMAIN));
    String advertised = settings.get(RoutingSettings.ADVERTISED_ADDRESS);
    if (!advertised.isEmpty()) names.add(advertised);
    var known = new ProxyTls.Known(names, ClusterSettings.files(settings, folder));
    ProxyTls tls = ProxyTls.read(settings, folder, known, loop.now());
    if (tls.outgoing().isEmpty()) tls.outgoingProblem().ifPresent(reasons::add);
    return tls;
  }

  private Optional<NodeStart> cluster(Listeners listeners, SipEndpoint endpoint) {
    var setup = ClusterSetup.read(settings, folder, listeners.tls());
    Optional<NodeStart> cluster = NodeStart.open(setup, endpoint, reasons);
    cluster.ifPresent(start -> listeners.reload().opened(ProxyTls.NODE, start.listening().local()));
    return cluster;
  }

  /// On the loop; nothing is served before it is done.
  private Optional<Stack> stack(
      Loop loop, SipEndpoint endpoint, Listeners listeners, Optional<NodeStart> cluster) {
    List<Listening.Open> open = new ArrayList<>(listeners.open());
    cluster.map(NodeStart::listening).ifPresent(open::add);
    Subscribers known = subscribers(open);
    var routing = new RoutingStart(settings, listeners.tls());
    reasons.addAll(routing.problems());
    if (!reasons.isEmpty()) return Optional.empty();
    Instant now = loop.now();
    BindingStore store = store();
    var location = new LocationService(store, awaiting -> revive(awaiting, endpoint));
    Optional<UserFollower> users = follow(known, location, loop);
    OwnAddresses own = addresses(open, domains(known));
    Optional<Node> node = cluster.map(start -> start.node(open, around(loop, endpoint, location)));
    PeerLinks links = routing.links(endpoint, node.map(Node::links));
    Place place = routing.place(own, location, links, node.map(Node::links));
    ProxyCore core = core(known, place, endpoint);
    FlowBook flows = FlowBook.watching(endpoint, loop, location);
    attend(loop, endpoint, listeners, core);
    var watch = new TrunkWatch(routing.trunks(), links, own, endpoint, loop, log, chance);
    Supplier<CompletableFuture<Boolean>> kept =
        () -> node.map(it -> it.kept(store.written())).orElseGet(store::written);
    var user = new ProxyUser(core, links, watch, defence.calls(), kept, endpoint, loop, log);
    endpoint.serve(user);
    watch.start();
    node.ifPresent(Node::join);
    return Optional.of(
        new Stack(listeners, own, location, store, known, users, user, defence, flows, node, now));
  }

  /// The users of the settings and of the file that they name.
  private Subscribers subscribers(List<Listening.Open> open) {
    OwnAddresses addresses = addresses(open, settings.get(RoutingSettings.DOMAIN));
    var reading = SubscriberReading.of(settings, addresses.domains(), folder);
    reasons.addAll(reading.problems());
    return reading.subscribers();
  }

  private Node.Around around(Loop loop, SipEndpoint endpoint, LocationService location) {
    return new Node.Around(
        loop,
        location,
        defence.bans(),
        new FlowToken(keys)::of,
        awaiting -> revive(awaiting, endpoint),
        log::report,
        chance);
  }

  private List<String> domains(Subscribers users) {
    List<String> domains = new ArrayList<>(settings.get(RoutingSettings.DOMAIN));
    domains.addAll(users.domains());
    return domains;
  }

  private void attend(Loop loop, SipEndpoint endpoint, Listeners listeners, ProxyCore core) {
    endpoint.onEvent(event -> log.report(LinkReports.of(event)));
    listeners.reload().watch(settings.get(ListenerSettings.CERTIFICATE_CHECK_INTERVAL));
    new Door(defence, endpoint, loop, log).open();
    var capacity = new CapacityWatch(defence, endpoint.flows(), core::underWay, log);
    var _ = loop.every(CapacityWatch.PERIOD, capacity);
  }

  /// The users of the database, now and as they change: who is taken away is registered no more.
  private Optional<UserFollower> follow(Subscribers users, LocationService location, Loop loop) {
    Optional<UserFollower> follower =
        UserSettings.database(settings, data())
            .map(
                database ->
                    new UserFollower(
                        database,
                        all ->
                            loop.ask(() -> users.store(all))
                                .join()
                                .forEach(gone -> loop.post(() -> forget(gone, location))),
                        log::report));
    follower.ifPresent(UserFollower::start);
    return follower;
  }

  private static void forget(AddressOfRecord gone, LocationService location) {
    location.commit(gone, List.of());
  }

  private ProxyCore core(Subscribers users, Place place, SipEndpoint endpoint) {
    LocationService location = place.location();
    OwnAddresses own = place.own();
    var admission =
        new Admission(
            users, PolicySettings.rules(settings), defence, location, own::isDomain, keys, chance);
    if (settings.get(ListenerSettings.CERTIFICATE_LOGIN)) {
      admission.trust((flow, aor) -> CertifiedUsers.isOver(endpoint.flows(), flow, aor));
    }
    var registrar =
        new Registrar(
            location,
            admission,
            RegistrarSettings.rules(settings),
            new Gruus(keys.key(NodeKeys.Purpose.GRUU), chance),
            own::isDomain,
            chance);
    return new ProxyCore(place, admission, registrar, new FlowToken(keys), chance);
  }

  private OwnAddresses addresses(List<Listening.Open> open, List<String> domains) {
    String advertised = settings.get(RoutingSettings.ADVERTISED_ADDRESS);
    return new OwnAddresses(domains, open, Optional.of(advertised).filter(host -> !host.isEmpty()));
  }

  /// A datagram needs no connection: a device that registered by UDP is where it was. A connection
  /// that is gone comes back only when the device opens another.
  private static Reach revive(Reach.Awaiting awaiting, SipEndpoint endpoint) {
    if (!awaiting.transport().equals(Transport.UDP)) return awaiting;
    Optional<Flow> flow = endpoint.datagrams(awaiting.remote());
    return flow.isPresent() ? new Reach.Live(flow.get()) : awaiting;
  }

  private BindingStore store() {
    return data()
        .<BindingStore>map(data -> BindingFile.open(data.resolve("registrations.db"), log::report))
        .orElseGet(BindingStore::none);
  }

  private Optional<Path> data() {
    String data = settings.get(ListenerSettings.DATA);
    return data.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(data));
  }

  private TransactionLayer layer() {
    return new TransactionLayer(Timers.RFC_3261, chance);
  }

  private EndpointOptions options() {
    EndpointOptions usual = EndpointOptions.usual();
    var limits =
        new EndpointOptions.Limits(
            settings.get(ListenerSettings.MAX_CONNECTIONS),
            settings.get(ListenerSettings.MAX_CONNECTIONS_PER_ADDRESS),
            usual.limits().unsent(),
            settings.get(ListenerSettings.MAX_SILENT_CONNECTIONS),
            settings.get(ListenerSettings.MAX_SILENT_CONNECTIONS_PER_ADDRESS));
    var idle = settings.get(ListenerSettings.TCP_CONNECTION_LIFETIME);
    EndpointOptions.Times times =
        usual
            .times()
            .withIdle(idle)
            .withPingInbound(settings.get(ListenerSettings.KEEPALIVE_INTERVAL));
    return usual.with(times).with(limits);
  }

  private void fault(Throwable fault) {
    log.report(ProxyEvents.FAULT.report(fault));
  }
}
