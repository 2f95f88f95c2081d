package ringfence.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ringfence.proxy.cluster.NodeLinks;
import ringfence.proxy.flow.FlowStatus;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.peer.Trunks;
import ringfence.proxy.routing.Links;
import ringfence.proxy.tls.OutgoingTls;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.transport.Connect;
import ringfence.transport.Connecting;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Locator;
import ringfence.transport.tls.Refusal;

/// The links to servers: found by DNS, opened when the first request needs one, used again by those
/// that follow, and known by the name that was checked on them. On the endpoint's loop.
final class PeerLinks implements Links {
  private final SipEndpoint endpoint;
  private final Locator locator;
  private final Trunks trunks;
  private final Optional<NodeLinks> nodes;
  private final Opening manner;
  private final Map<Long, Peer> byFlow = new HashMap<>();
  private final Set<Long> mutual = new HashSet<>();
  private final Map<Way, CompletableFuture<Connecting>> opening = new HashMap<>();

  /// How links are opened.
  ///
  /// @param tls what TLS to a server has to be like
  /// @param patience how long connecting may take
  record Opening(Function<Peer, OutgoingTls> tls, Duration patience) {}

  private record Way(String peer, Destination destination) {}

  /// @param nodes links to them are made in their own manner
  PeerLinks(
      SipEndpoint endpoint,
      Locator locator,
      Trunks trunks,
      Optional<NodeLinks> nodes,
      Opening manner) {
    this.endpoint = endpoint;
    this.locator = locator;
    this.trunks = trunks;
    this.nodes = nodes;
    this.manner = manner;
  }

  @Override
  public boolean isUp(Flow flow) {
    return flow.transport().equals(Transport.UDP) || endpoint.flows().isOpen(flow);
  }

  @Override
  public Optional<Peer> peerOf(Flow flow) {
    Peer known = byFlow.get(flow.id());
    if (known != null) return Optional.of(known);
    return flow.transport().isSecure() ? Optional.empty() : trunks.at(flow.remote().getAddress());
  }

  @Override
  public boolean isMutual(Flow flow) {
    return mutual.contains(flow.id());
  }

  @Override
  public Optional<Flow> openTo(Peer peer) {
    return byFlow.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(peer.name()))
        .flatMap(entry -> endpoint.flows().byId(entry.getKey()).stream())
        .findFirst();
  }

  /// The trunk or node at the other end of each link to a server that is up, by the link's id.
  Map<Long, String> servers() {
    Map<Long, String> servers = new HashMap<>();
    byFlow.forEach((id, peer) -> servers.put(id, isSet(peer) ? peer.name() : FlowStatus.OTHER));
    return servers;
  }

  private boolean isSet(Peer peer) {
    return trunks.named(peer.name()).isPresent() || nodes.flatMap(it -> it.tls(peer)).isPresent();
  }

  /// Whether each trunk answers.
  Map<String, Boolean> trunks() {
    Map<String, Boolean> up = new TreeMap<>();
    trunks.all().forEach(trunk -> up.put(trunk.peer().name(), trunks.isUp(trunk)));
    return up;
  }

  CompletableFuture<Locator.Located> locate(Peer peer) {
    return locator.locate(peer.target());
  }

  /// An open link to that address of a server: the one there is, or a new one.
  CompletableFuture<Connecting> connect(Peer peer, Destination destination) {
    if (destination.transport().equals(Transport.UDP)) return datagrams(peer, destination);
    Optional<Flow> open = reusable(peer, destination);
    if (open.isPresent()) {
      byFlow.put(open.get().id(), peer);
      return CompletableFuture.completedFuture(
          new Connecting.Connected(open.get(), Optional.empty()));
    }
    var way = new Way(peer.name(), destination);
    CompletableFuture<Connecting> underWay = opening.get(way);
    if (underWay != null) return underWay;
    CompletableFuture<Connecting> result = open(peer, way);
    if (!result.isDone()) opening.put(way, result);
    return result;
  }

  private CompletableFuture<Connecting> datagrams(Peer peer, Destination destination) {
    Connecting result =
        endpoint
            .datagrams(destination.address())
            .<Connecting>map(flow -> new Connecting.Connected(flow, Optional.empty()))
            .orElseGet(() -> new Connecting.Refused(withoutListener(peer)));
    return CompletableFuture.completedFuture(result);
  }

  private static Refusal withoutListener(Peer peer) {
    String text = "No udp: listener to reach " + peer.name() + " from.";
    return new Refusal(Refusal.Cause.LOCAL, text, "", "listen on UDP, or name its transport");
  }

  private Optional<Flow> reusable(Peer peer, Destination destination) {
    return destination.transport().isSecure()
        ? tls(peer).reusable(endpoint.flows(), destination.address(), peer.identity())
        : endpoint.flows().to(destination.transport(), destination.address());
  }

  private CompletableFuture<Connecting> open(Peer peer, Way way) {
    Destination to = way.destination();
    Connect connect =
        to.transport().isSecure()
            ? tls(peer).connect(to.address(), peer.identity())
            : Connect.tcp(to.address());
    var result = endpoint.connect(connect.within(manner.patience()));
    return result.thenApply(connecting -> settled(peer, way, connecting));
  }

  private OutgoingTls tls(Peer peer) {
    return nodes.flatMap(it -> it.tls(peer)).orElseGet(() -> manner.tls().apply(peer));
  }

  private Connecting settled(Peer peer, Way way, Connecting connecting) {
    opening.remove(way);
    switch (connecting) {
      case Connecting.Connected(var flow, _) -> connected(peer, flow);
      case Connecting.Refused _ -> locator.failed(way.destination());
    }
    return connecting;
  }

  private void connected(Peer peer, Flow flow) {
    byFlow.put(flow.id(), peer);
    boolean both = endpoint.flows().facts(flow).filter(it -> tls(peer).isMutual(it)).isPresent();
    if (flow.transport().equals(Transport.TLS) && both) mutual.add(flow.id());
  }

  /// That address of a server did not answer.
  void avoid(Destination destination) {
    locator.failed(destination);
  }

  /// A link is up: perhaps one that a server of ours opened, as its certificate shows.
  void opened(Flow flow, FlowFacts facts, Instant now) {
    Optional<Peer> node = nodes.flatMap(it -> it.opened(flow, facts, now));
    node.ifPresent(peer -> byFlow.put(flow.id(), peer));
    if (facts.outgoing() || node.isPresent()) return;
    facts
        .tls()
        .flatMap(TlsSession::peer)
        .flatMap(peer -> trunks.withName(name -> peer.isNamed(name, false)))
        .ifPresent(peer -> byFlow.put(flow.id(), peer));
  }

  void closed(Flow flow, FlowEnd end) {
    byFlow.remove(flow.id());
    mutual.remove(flow.id());
    nodes.ifPresent(it -> it.closed(flow, end));
  }
}
