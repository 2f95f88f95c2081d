package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.adapter.log.UnitEvents;
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
import ringfence.transport.Listen;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.resolve.Locator;
import ringfence.transport.resolve.Target;

/// A gateway of the unit: its way to its servers. Over TLS and TCP a persistent link to each
/// server, over UDP a port. On the SIP loop.
public final class Gateway {
  /// Told when the way to a server is open, and when it is gone.
  public interface Listener {
    void up(HostPort server);

    void down(HostPort server, String cause);
  }

  private final Loop loop;
  private final SipEndpoint endpoint;
  private final GatewayPlan plan;
  private final EventLog events;
  private final Locator locator = new Locator();
  private final Map<HostPort, ServerLink> links = new LinkedHashMap<>();
  private final Map<HostPort, InetSocketAddress> datagramServers = new LinkedHashMap<>();
  private final Listener listener;

  public Gateway(
      Loop loop, SipEndpoint endpoint, GatewayPlan plan, EventLog events, Listener listener) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.plan = plan;
    this.events = events;
    this.listener = listener;
  }

  public GatewayPlan plan() {
    return plan;
  }

  /// Opens the way to every server.
  public void start() {
    for (Transport transport : List.of(Transport.UDP, Transport.TCP, Transport.TLS)) {
      boolean enabled = transport.equals(plan.transport());
      String sentence = "SIP transport " + (enabled ? "enable (" : "disabled (") + transport + ").";
      tell(Report.info("SipEngine", sentence));
    }
    if (plan.transport().equals(Transport.UDP)) {
      listen();
    } else {
      tell(
          Report.info(
              "SipEngine", "Establishing " + plan.transport() + " persistent connections."));
      for (HostPort server : servers()) links.computeIfAbsent(server, this::link).start();
    }
  }

  private List<HostPort> servers() {
    boolean same = plan.registrar().equals(plan.proxy());
    return same ? List.of(plan.proxy()) : List.of(plan.registrar(), plan.proxy());
  }

  private ServerLink link(HostPort server) {
    return new ServerLink(
        server, new ServerLink.Wiring(loop, endpoint, plan, locator, events, this::changed));
  }

  private void changed(ServerLink link) {
    switch (link.status().status()) {
      case UP -> listener.up(link.server());
      case DOWN -> listener.down(link.server(), link.status().cause());
      case WAITING_UP, WAITING_SHUTDOWN -> {}
    }
  }

  private void listen() {
    var local = new InetSocketAddress(plan.address(), plan.listening());
    loop.then(endpoint.listen(new Listen.Udp(local)), this::listening);
  }

  private void listening(Listening result) {
    switch (result) {
      case Listening.Failed(String reason) -> tell(UnitEvents.CANNOT_LISTEN.report(reason));
      case Listening.Open _ -> servers().forEach(this::locate);
    }
  }

  private void locate(HostPort server) {
    var target = Target.of(server, plan.transport());
    loop.then(locator.locate(target), located -> located(server, located));
  }

  private void located(HostPort server, Locator.Located located) {
    switch (located) {
      case Locator.Located.NotFound(String reason) -> {
        listener.down(server, reason);
        loop.after(plan.retryInterval(), () -> locate(server));
      }
      case Locator.Located.Found(List<InetSocketAddress> addresses) -> {
        datagramServers.put(server, addresses.getFirst());
        listener.up(server);
      }
    }
  }

  /// The way for a request: to the registrar for a REGISTER, else to the proxy; over UDP, what is
  /// addressed to a host by its number goes there.
  Optional<Flow> flowFor(SipRequest request, Uri destination) {
    HostPort server = request.is(Method.REGISTER) ? plan.registrar() : plan.proxy();
    if (!plan.transport().equals(Transport.UDP)) {
      return Optional.ofNullable(links.get(server)).flatMap(ServerLink::flow);
    }
    return literal(destination)
        .or(() -> Optional.ofNullable(datagramServers.get(server)))
        .flatMap(endpoint::datagrams);
  }

  private static Optional<InetSocketAddress> literal(Uri destination) {
    if (!(destination instanceof SipUri uri)) return Optional.empty();
    HostPort host = uri.host();
    try {
      InetAddress address = InetAddress.ofLiteral(host.address());
      int port = host.portOr(Transport.UDP.defaultPort());
      return Optional.of(new InetSocketAddress(address, port));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a name: the server's way
    }
  }

  /// The address that a Contact names for requests that come by way of this server.
  public Optional<HostPort> contactAt(HostPort server) {
    if (plan.transport().equals(Transport.UDP)) return Optional.of(own(plan.listening()));
    return Optional.ofNullable(links.get(server))
        .flatMap(ServerLink::flow)
        .map(flow -> own(flow.local().getPort()));
  }

  private HostPort own(int port) {
    return HostPort.of(plan.address().getHostAddress(), port);
  }

  /// Whether requests to this server have a way now.
  public boolean isUp(HostPort server) {
    return plan.transport().equals(Transport.UDP)
        ? datagramServers.containsKey(server)
        : Optional.ofNullable(links.get(server)).flatMap(ServerLink::flow).isPresent();
  }

  /// The rows of the links' table.
  public List<LinkStatus> links() {
    return links.values().stream().map(ServerLink::status).toList();
  }

  void flowClosed(Flow flow, FlowEnd end) {
    links.values().forEach(link -> link.closed(flow, end));
  }

  /// Closes every link gracefully.
  public void stop() {
    links.values().forEach(ServerLink::stop);
    locator.close();
  }

  private void tell(Report report) {
    events.report(report.about(plan.name()));
  }
}
