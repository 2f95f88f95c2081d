package ringfence.proxy.cluster;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ringfence.proxy.cluster.Presence.Member;
import ringfence.proxy.peer.Peer;
import ringfence.proxy.routing.Nodes;
import ringfence.proxy.tls.OutgoingTls;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;
import ringfence.transport.FlowEnd;
import ringfence.transport.FlowFacts;
import ringfence.transport.TlsSession;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.VerifiedPeer;

/// The links between nodes: where they lead, and which flows are such links. A node shows the
/// certificate of its name to the one that connects and to the one that listens.
///
/// Owned by the proxy's loop.
public final class NodeLinks implements Nodes {
  private static final Duration DOUBT = Presence.LIFETIME.plusMillis(600);

  private final Supplier<OutgoingTls> tls;
  private final InetSocketAddress listening;
  private final Presence presence;
  private final InstantSource clock;
  private final Map<Flow, VerifiedPeer> byFlow = new HashMap<>();
  private final Map<String, Instant> broken = new HashMap<>();

  /// @param tls how links are made now
  /// @param listening where the links of other nodes end
  NodeLinks(
      Supplier<OutgoingTls> tls,
      InetSocketAddress listening,
      Presence presence,
      InstantSource clock) {
    this.tls = tls;
    this.listening = listening;
    this.presence = presence;
    this.clock = clock;
  }

  /// A link is up. Returns the node at its other end, if it has proved to be one.
  public Optional<Peer> opened(Flow flow, FlowFacts facts, Instant now) {
    facts
        .tls()
        .flatMap(TlsSession::peer)
        .filter(peer -> facts.outgoing() ? isServer(flow, peer, now) : isClient(flow))
        .ifPresent(peer -> byFlow.put(flow, peer));
    Optional<Member> node = node(flow);
    node.map(Member::name).ifPresent(broken::remove);
    return node.map(NodeLinks::peer);
  }

  /// A link of ours to a server is one to a node where a node is and has shown its certificate.
  private boolean isServer(Flow flow, VerifiedPeer peer, Instant now) {
    return named(address(flow.remote()))
        .map(name -> tls.get().verifier().verifyServer(peer.chain(), new ExpectedPeer(name), now))
        .filter(VerifiedPeer.class::isInstance)
        .isPresent();
  }

  /// The listener for nodes let in nobody whom their authority does not vouch for.
  private boolean isClient(Flow flow) {
    return flow.local().equals(listening);
  }

  /// The node at the other end of a link: its certificate has the name of one that Redis knows. It
  /// is looked for each time, as a new node may connect before it is heard of.
  private Optional<Member> node(Flow flow) {
    return Optional.ofNullable(byFlow.get(flow))
        .flatMap(
            peer ->
                presence.members().stream()
                    .filter(node -> peer.isNamed(node.name(), false))
                    .findFirst());
  }

  /// A link is gone. Where it broke, its node counts as down until Redis had the time to say so:
  /// the kill of a node is known by its links first.
  public void closed(Flow flow, FlowEnd end) {
    Optional<Member> node = node(flow);
    byFlow.remove(flow);
    boolean meant = end.cause() == FlowEnd.Cause.OURS || end.cause() == FlowEnd.Cause.IDLE;
    if (node.isEmpty() || meant) return;
    broken.put(node.get().name(), clock.instant().plus(DOUBT));
  }

  /// How a link to a node is made; empty for any other server.
  public Optional<OutgoingTls> tls(Peer peer) {
    return reach(peer.name()).filter(peer::equals).map(_ -> tls.get());
  }

  boolean isLinked(String node) {
    return byFlow.keySet().stream()
        .flatMap(flow -> node(flow).stream())
        .anyMatch(it -> it.name().equals(node));
  }

  @Override
  public boolean isNode(Flow flow) {
    return node(flow).isPresent();
  }

  @Override
  public Optional<String> named(Uri route) {
    if (!(route instanceof SipUri sip)) return Optional.empty();
    Transport over = sip.secure() ? Transport.TLS : sip.transport().orElse(Transport.UDP);
    return named(HostPort.of(sip.host().host(), sip.host().portOr(over.defaultPort())));
  }

  private Optional<String> named(HostPort at) {
    return presence.named(HostPort.of(at.host().toLowerCase(Locale.ROOT), at.port().orElseThrow()));
  }

  @Override
  public Optional<Peer> reach(String node) {
    boolean doubtful = broken.containsKey(node) && clock.instant().isBefore(broken.get(node));
    return presence.member(node).filter(it -> it.up() && !doubtful).map(NodeLinks::peer);
  }

  private static Peer peer(Member node) {
    return new Peer(node.name(), Target.of(node.link(), Transport.TLS), node.name());
  }

  @Override
  public Optional<Uri> route(String node, String token) {
    return presence
        .member(node)
        .map(it -> SipUri.of(token, it.link()).withParameter("transport", "tls"))
        .map(uri -> uri.withParameter("lr"));
  }

  private static HostPort address(InetSocketAddress place) {
    return HostPort.of(place.getAddress().getHostAddress(), place.getPort());
  }

  /// The addresses at which a node is found.
  ///
  /// @param listeners of this proxy as they were opened, the one for other nodes last
  static List<HostPort> addresses(Optional<String> advertised, List<InetSocketAddress> listeners) {
    InetSocketAddress link = listeners.getLast();
    var all = new LinkedHashSet<HostPort>();
    all.add(address(link));
    for (InetSocketAddress each : listeners) {
      // One that listens everywhere is taken to be named by the address that the other nodes know.
      boolean everywhere = each.getAddress().isAnyLocalAddress();
      var host = everywhere ? link.getAddress() : each.getAddress();
      String name = advertised.orElse(host.getHostAddress()).toLowerCase(Locale.ROOT);
      all.add(HostPort.of(name, each.getPort()));
    }
    return List.copyOf(all);
  }
}
