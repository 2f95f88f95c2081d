package ringfence.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.KeyLog;

/// The transport layer of one stack, RFC 3261 section 18, with the transactions that stand on it:
/// listeners, connections and datagrams below, one `TransactionUser` above.
///
/// All of it belongs to the loop. Methods that return a future may be called from any thread; the
/// others are for the loop's own (`Loop.ask` brings one there).
public final class SipEndpoint implements AutoCloseable {
  // RFC 3261 18.1.1: "larger than 1300 bytes and the path MTU is unknown"
  private static final int LARGEST_DATAGRAM = 1300;

  private final Wire wire;
  private final Dispatch dispatch;
  private final Watchers watchers;
  private final Map<Transport, HostPort> advertised = new HashMap<>();
  private volatile boolean closed;

  public SipEndpoint(Loop loop, TransactionLayer layer, EndpointOptions options) {
    this(loop, layer, options, new SipParser());
  }

  /// @param parser says which headers must be well formed beyond those every message needs
  public SipEndpoint(Loop loop, TransactionLayer layer, EndpointOptions options, SipParser parser) {
    this.dispatch = new Dispatch(loop, layer);
    this.watchers = new Watchers(loop);
    this.wire = new Wire(dispatch, watchers, options, parser);
    dispatch.sendBy(wire::transmit);
  }

  /// Hands what comes to `user` from now on; before that nothing is answered.
  public void serve(TransactionUser user) {
    dispatch.serve(user);
  }

  /// Lets in only whom `filter` does, from now on; connections that are up stay.
  public void filter(SourceFilter filter) {
    wire.filter(filter);
  }

  /// Shows every SIP message to `tap`, besides others.
  public void tap(WireTap tap) {
    watchers.tap(tap);
  }

  /// Shows no more to `tap`; without any tap a message costs nothing to be looked at. From any
  /// thread.
  public void untap(WireTap tap) {
    watchers.untap(tap);
  }

  /// Shows the octets of every connection to `tap`, below TLS, besides others. What was said before
  /// on a connection that is up is not shown.
  public void tapStreams(StreamTap tap) {
    onLoop(() -> wire.tapStreams(tap));
  }

  /// Shows no more to `tap`; without any, a connection costs nothing to be looked at. From any
  /// thread.
  public void untapStreams(StreamTap tap) {
    watchers.untapStreams(tap);
  }

  public void onEvent(Consumer<TransportEvent> listener) {
    watchers.listen(listener);
  }

  /// Shows connections to `watcher` as they come and go, besides others.
  public void watch(FlowWatcher watcher) {
    watchers.watch(watcher);
  }

  /// How often each kind of event has happened.
  public Map<TransportEvent.Kind, Long> counts() {
    return watchers.counts();
  }

  /// Gives the secrets of TLS sessions to `log`, besides others, of the handshakes after this call.
  public void keyLog(KeyLog log) {
    onLoop(() -> wire.secrets().add(log));
  }

  /// Gives `log` no more secrets; without any log none leave the TLS engine.
  public void forget(KeyLog log) {
    onLoop(() -> wire.secrets().remove(log));
  }

  /// What Via headers of ours say for this transport instead of the flow's own local address.
  public void advertise(Transport transport, HostPort sentBy) {
    advertised.put(transport, sentBy);
  }

  public CompletableFuture<Listening> listen(Listen listen) {
    return wire.loop().await(() -> wire.listen(listen));
  }

  /// Stops listening there; connections that came that way stay. False when nothing listened.
  public CompletableFuture<Boolean> stopListening(Transport transport, InetSocketAddress local) {
    return wire.loop().ask(() -> wire.stopListening(transport, local));
  }

  /// Serves that TLS listener so from the next handshake on; links that are up stay. False when
  /// there is no such listener.
  public CompletableFuture<Boolean> renew(InetSocketAddress local, TlsServer tls) {
    return wire.loop().ask(() -> wire.renew(local, tls));
  }

  /// Connections on which a peer has not said anything yet.
  public int silentConnections() {
    return wire.silentConnections();
  }

  /// Opens a new connection, even if there is one already.
  public CompletableFuture<Connecting> connect(Connect connect) {
    return wire.loop().await(() -> wire.connect(connect));
  }

  /// A way for `request` by UDP: the flow itself, or a TCP connection to the same place when the
  /// request is too large for a datagram and somebody listens there.
  public CompletableFuture<Flow> flowFor(SipRequest request, Flow udp) {
    // RFC 3261 18.1.1: "the request MUST be sent using an RFC 2914 congestion controlled transport
    // protocol, such as TCP" and "if an attempt [...] results in an ICMP Protocol Not Supported, or
    // results in a TCP reset, the element SHOULD retry the request, using UDP"
    if (!udp.transport().equals(Transport.UDP) || size(request) <= LARGEST_DATAGRAM) {
      return CompletableFuture.completedFuture(udp);
    }
    Optional<Flow> open = flows().to(Transport.TCP, udp.remote());
    if (open.isPresent()) return CompletableFuture.completedFuture(open.get());
    return connect(Connect.tcp(udp.remote()).within(Duration.ofSeconds(4)))
        .thenApply(
            result ->
                switch (result) {
                  case Connecting.Connected(Flow flow, _) -> flow;
                  case Connecting.Refused _ -> udp;
                });
  }

  private int size(SipRequest request) {
    return request.toBytes().length + 100; // the Via to come
  }

  /// The flow from a UDP listener of ours to `remote`; empty without such a listener.
  public Optional<Flow> datagrams(InetSocketAddress remote) {
    return wire.datagrams(remote);
  }

  public FlowTable flows() {
    return wire.flows();
  }

  /// Begins a client transaction: puts our Via on top and sends. What comes of it reaches the user
  /// under the key returned.
  public TransactionKey start(SipRequest request, Flow flow) {
    return dispatch.start(layer -> layer.start(request, sentBy(flow), flow, dispatch.now())).key();
  }

  /// The same for a request that has its own Via on top already.
  public TransactionKey startWithVia(SipRequest request, Flow flow) {
    return dispatch.start(layer -> layer.start(request, flow, dispatch.now())).key();
  }

  /// Sends the ACK to a 2xx, with our Via on top.
  public void sendAck(SipRequest ack, Flow flow) {
    dispatch.step(layer -> List.of(layer.sendAck(ack, sentBy(flow), flow)));
  }

  /// Answers in a server transaction.
  public void respond(TransactionKey key, SipResponse response) {
    dispatch.step(layer -> layer.respond(key, response, dispatch.now()));
  }

  /// Cancels an INVITE of ours.
  public void cancel(TransactionKey key) {
    dispatch.step(layer -> layer.cancel(key, dispatch.now()));
  }

  /// Sends a message outside any transaction, as it is; a response goes where its topmost Via says.
  /// False when it could not be sent.
  public boolean transmit(SipMessage message, Flow flow) {
    return wire.transmit(message, flow);
  }

  /// What a Via of ours on this flow says.
  public HostPort sentBy(Flow flow) {
    HostPort told = advertised.get(flow.transport());
    if (told != null) return told;
    return HostPort.of(flow.local().getAddress().getHostAddress(), flow.local().getPort());
  }

  /// Whether a transaction on this flow still has something to say or to hear.
  public boolean isUsed(Flow flow) {
    return dispatch.isUsed(flow);
  }

  /// Closes a connection.
  public void close(Flow flow, String reason) {
    wire.close(flow, new FlowEnd(FlowEnd.Cause.OURS, reason));
  }

  /// At once where this is the loop, so that the next connection is included.
  private void onLoop(Runnable task) {
    if (wire.loop().isCurrent()) task.run();
    else wire.loop().post(task);
  }

  boolean isClosed() {
    return closed;
  }

  /// Closes every listener and connection; the loop stays.
  @Override
  public void close() {
    closed = true;
    wire.loop().post(wire::close);
  }
}
