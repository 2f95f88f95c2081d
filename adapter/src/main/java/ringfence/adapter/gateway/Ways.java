package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import ringfence.manage.event.EventLog;
import ringfence.manage.event.Report;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowEnd;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;

/// The ways of a gateway to its servers: over TLS and TCP a persistent link to each, over UDP its
/// port. On the SIP loop.
final class Ways {
  /// Told when the way to a server is open, and when it is gone.
  interface Listener {
    void up(HostPort server);

    void down(HostPort server, String cause);
  }

  private final Loop loop;
  private final SipEndpoint endpoint;
  private final GatewayPlan plan;
  private final EventLog events;
  private final Listener listener;
  private final Locator locator;
  private final Map<HostPort, LinkHistory> histories;
  private final Map<HostPort, ServerLink> links = new LinkedHashMap<>();
  private final Map<HostPort, InetSocketAddress> datagramServers = new LinkedHashMap<>();
  private final Map<HostPort, String> causes = new LinkedHashMap<>();
  private Map<Transport, Integer> listening = Map.of();

  /// @param histories of the links to each server, which go on
  Ways(
      GatewaySetup setup,
      SipEndpoint endpoint,
      GatewayPlan plan,
      Map<HostPort, LinkHistory> histories,
      Listener listener) {
    this.loop = setup.loop();
    this.endpoint = endpoint;
    this.plan = plan;
    this.events = setup.events();
    this.locator = setup.network().locator();
    this.histories = histories;
    this.listener = listener;
  }

  /// Opens the way to every server.
  ///
  /// @param ports where the gateway listens
  void open(Map<Transport, Integer> ports) {
    listening = ports;
    if (plan.transport().equals(Transport.UDP)) {
      plan.targets().forEach(this::locate);
      return;
    }
    String sentence = "Establishing " + plan.transport() + " persistent connections.";
    events.report(Report.info("SipEngine", sentence).about(plan.name()));
    plan.credentials()
        .policy()
        .warning()
        .filter(_ -> plan.transport().equals(Transport.TLS))
        .ifPresent(it -> events.report(Report.warning("SipEngine", it).about(plan.name())));
    for (HostPort server : plan.targets()) links.computeIfAbsent(server, this::link).start();
  }

  private ServerLink link(HostPort server) {
    return new ServerLink(
        server,
        histories.computeIfAbsent(server, _ -> new LinkHistory()),
        new ServerLink.Wiring(loop, endpoint, plan, locator, events, this::changed));
  }

  private void changed(ServerLink link) {
    switch (link.status().status()) {
      case UP -> up(link.server());
      case DOWN -> down(link.server(), link.status().cause());
      case WAITING_UP, WAITING_SHUTDOWN -> {}
    }
  }

  private void up(HostPort server) {
    causes.remove(server);
    listener.up(server);
  }

  private void down(HostPort server, String cause) {
    causes.put(server, cause);
    listener.down(server, cause);
  }

  /// What is known of a server since it was asked whether it is there.
  void tried(HostPort server, boolean answered) {
    String silence = "no answer to OPTIONS";
    Optional<Flow> link = linkFlow(server);
    if (!answered && link.isPresent()) endpoint.close(link.get(), silence);
    if (!datagramServers.containsKey(server)) return;
    if (answered && causes.containsKey(server)) up(server);
    if (!answered && !causes.containsKey(server)) down(server, silence);
  }

  private void locate(HostPort server) {
    loop.then(locator.locate(plan.target(server)), located -> located(server, located));
  }

  private void located(HostPort server, Locator.Located located) {
    switch (located) {
      case Locator.Located.NotFound(String reason) -> {
        down(server, reason);
        loop.after(plan.retryInterval(), () -> locate(server));
      }
      case Locator.Located.Found(List<Destination> destinations) -> {
        datagramServers.put(server, destinations.getFirst().address());
        up(server);
      }
    }
  }

  /// The way for a request. Within a dialog it takes the connection to the other end, where that
  /// has opened one itself; over UDP, what is addressed to a host by its number goes there.
  /// Everything else goes by way of the servers.
  Optional<Flow> flowFor(SipRequest request, Uri destination) {
    HostPort server = request.is(Method.REGISTER) ? plan.registrar() : plan.proxy();
    boolean inDialog = request.to().tag().isPresent();
    Optional<InetSocketAddress> direct =
        inDialog || plan.servers().outbound().isEmpty() ? literal(destination) : Optional.empty();
    if (plan.transport().equals(Transport.UDP)) {
      return direct
          .or(() -> Optional.ofNullable(datagramServers.get(server)))
          .flatMap(endpoint::datagrams);
    }
    // RFC 5923 9: a connection that the other end opened serves requests in both directions
    return direct
        .filter(_ -> inDialog)
        .flatMap(address -> endpoint.flows().to(plan.transport(), address))
        .or(() -> linkFlow(server));
  }

  private Optional<Flow> linkFlow(HostPort server) {
    return Optional.ofNullable(links.get(server)).flatMap(ServerLink::flow);
  }

  private Optional<InetSocketAddress> literal(Uri destination) {
    if (!(destination instanceof SipUri uri)) return Optional.empty();
    HostPort host = uri.host();
    try {
      InetAddress address = InetAddress.ofLiteral(host.address());
      int port = host.portOr(plan.transport().defaultPort());
      return Optional.of(new InetSocketAddress(address, port));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a name: the server's way
    }
  }

  /// The address that a Contact names for requests that come by way of this server.
  Optional<HostPort> contactAt(HostPort server) {
    return contactAt(server, plan.uses(Transport.UDP) ? Transport.UDP : plan.transport());
  }

  /// The same for one of several transports. Where there is one transport only, and links, it is
  /// the local port of the link, so that requests come back over it; without a link it is where the
  /// gateway listens.
  Optional<HostPort> contactAt(HostPort server, Transport transport) {
    Optional<Integer> listens = Optional.ofNullable(listening.get(transport));
    Optional<Integer> link = linkFlow(server).map(flow -> flow.local().getPort());
    boolean byLink = plan.transports().size() == 1;
    return (byLink ? link.or(() -> listens) : listens.or(() -> link)).map(this::own);
  }

  private HostPort own(int port) {
    return HostPort.of(plan.address().getHostAddress(), port);
  }

  /// Whether requests to this server have a way now.
  boolean isUp(HostPort server) {
    boolean byDatagrams = datagramServers.containsKey(server) && !causes.containsKey(server);
    return byDatagrams || linkFlow(server).isPresent();
  }

  /// Whether peers can connect to us by the transport that requests take.
  boolean listens() {
    return listening.containsKey(plan.transport());
  }

  /// Why a server cannot be reached; nothing when all can, or none has been tried yet.
  Optional<String> cause() {
    return causes.values().stream().findFirst();
  }

  /// The rows of the links' table.
  List<LinkStatus> links() {
    return links.values().stream().map(ServerLink::status).toList();
  }

  /// Has the wanted links opened anew; how many they were.
  int reopen(Predicate<LinkStatus> wanted, String why) {
    List<ServerLink> those =
        links.values().stream().filter(it -> wanted.test(it.status())).toList();
    those.forEach(link -> link.reopen(why));
    return those.size();
  }

  void flowClosed(Flow flow, FlowEnd end) {
    links.values().forEach(link -> link.closed(flow, end));
  }

  /// Whether every link is closed, or was never opened.
  boolean isStopped() {
    return links.values().stream().allMatch(ServerLink::isStopped);
  }

  /// Ends every link at once.
  void abandon(String why) {
    links.values().forEach(link -> link.abandon(why));
  }

  /// Closes every link gracefully.
  void stop() {
    links.values().forEach(ServerLink::stop);
  }
}
