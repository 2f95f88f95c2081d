package ringfence.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.WireTap.Direction;
import ringfence.transport.tls.Refusal;

/// Everything of an endpoint below the transactions: its listeners, its connections and the ways
/// out.
final class Wire implements ChannelHost {
  private final Loop loop;
  private final EndpointOptions options;
  private final TlsContexts contexts;
  private final Acceptor acceptor;
  private final Dispatch dispatch;
  private final Reception reception;
  private final Watchers watchers;
  private final FlowTable flows = new FlowTable();
  private final Map<InetSocketAddress, UdpPort> ports = new LinkedHashMap<>();
  private SourceFilter filter = SourceFilter.open();
  private long lastId;

  Wire(Dispatch dispatch, Watchers watchers, EndpointOptions options, SipParser parser) {
    this.loop = dispatch.loop();
    this.options = options;
    this.dispatch = dispatch;
    this.watchers = watchers;
    this.contexts = new TlsContexts(options.engine());
    this.acceptor = new Acceptor(this, contexts);
    this.reception = new Reception(this, dispatch, watchers, parser);
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public EndpointOptions options() {
    return options;
  }

  @Override
  public SourceFilter filter() {
    return filter;
  }

  void filter(SourceFilter other) {
    filter = other;
  }

  FlowTable flows() {
    return flows;
  }

  SessionSecrets secrets() {
    return contexts.secrets();
  }

  CompletableFuture<Listening> listen(Listen listen) {
    return switch (listen) {
      case Listen.Udp udp -> listenUdp(udp);
      case Listen.Tcp _ -> accept(listen, Optional.empty());
      case Listen.Tls tls -> accept(listen, Optional.of(tls.tls()));
    };
  }

  private CompletableFuture<Listening> listenUdp(Listen.Udp udp) {
    var port =
        new UdpPort(
            loop,
            udp.address(),
            (from, datagram, source) -> {
              if (udp.allowed().test(source.getAddress())) received(from, datagram, source);
            });
    CompletableFuture<Listening> result = listening(Transport.UDP, port.bound());
    return result.thenApply(
        listening -> {
          if (listening instanceof Listening.Open) ports.put(port.local(), port);
          return listening;
        });
  }

  private void received(UdpPort port, byte[] datagram, InetSocketAddress from) {
    if (filter.admits(from.getAddress())) reception.datagram(datagram, flow(port, from));
  }

  private CompletableFuture<Listening> accept(Listen listen, Optional<TlsServer> tls) {
    try {
      return listening(listen.transport(), acceptor.listen(listen, tls));
    } catch (SSLException e) {
      String reason = "TLS cannot be set up so: " + e.getMessage() + ".";
      return CompletableFuture.completedFuture(new Listening.Failed(reason));
    }
  }

  private static CompletableFuture<Listening> listening(Transport transport, ChannelFuture bound) {
    var result = new CompletableFuture<Listening>();
    bound.addListener(
        done ->
            result.complete(
                done.isSuccess()
                    ? new Listening.Open(
                        transport, (InetSocketAddress) bound.channel().localAddress())
                    : new Listening.Failed("Cannot listen: " + done.cause().getMessage() + ".")));
    return result;
  }

  boolean stopListening(Transport transport, InetSocketAddress local) {
    if (!transport.equals(Transport.UDP)) return acceptor.close(local);
    UdpPort port = ports.remove(local);
    if (port == null) return false;
    port.close();
    return true;
  }

  boolean renew(InetSocketAddress local, TlsServer tls) throws SSLException {
    return acceptor.renew(local, tls);
  }

  int silentConnections() {
    return acceptor.silentConnections();
  }

  CompletableFuture<Connecting> connect(Connect connect) {
    return new Connector(this, contexts, connect).start();
  }

  Optional<Flow> datagrams(InetSocketAddress remote) {
    boolean four = remote.getAddress() instanceof Inet4Address;
    return ports.values().stream()
        .filter(port -> port.local().getAddress() instanceof Inet4Address == four || isAny(port))
        .findFirst()
        .map(port -> flow(port, remote));
  }

  private static boolean isAny(UdpPort port) {
    return port.local().getAddress().isAnyLocalAddress();
  }

  /// A value made anew for every datagram: nothing is stored for whoever sends one. The id of a UDP
  /// flow is negative and follows from its addresses.
  private static Flow flow(UdpPort port, InetSocketAddress remote) {
    InetAddress address = remote.getAddress();
    long host =
        address instanceof Inet4Address
            ? ByteBuffer.wrap(address.getAddress()).getInt() & 0xFFFF_FFFFL
            : address.hashCode() & 0xFFFF_FFFFL;
    long ports = (long) (port.local().getPort() & 0x7FFF) << 48 | remote.getPort();
    return new Flow(-1 - (ports | host << 16), Transport.UDP, port.local(), remote);
  }

  /// Sends it: a request where the flow leads, a response by RFC 3261 18.2.2.
  boolean transmit(SipMessage message, Flow flow) {
    byte[] bytes = message.toBytes();
    boolean sent =
        flow.transport().equals(Transport.UDP)
            ? sendDatagram(message, bytes, flow)
            : sendOnConnection(message, bytes, flow);
    if (!sent) event(TransportEvent.Kind.NOT_SENT, flow.remote(), "Its way is gone.");
    return sent;
  }

  private boolean sendDatagram(SipMessage message, byte[] bytes, Flow flow) {
    UdpPort port = ports.get(flow.local());
    if (port == null) return false;
    InetSocketAddress to =
        message instanceof SipResponse response
            ? ResponsePath.datagram(response.topVia(), flow.remote())
            : flow.remote();
    watchers.observed(bytes, Direction.OUT, new Flow(flow.id(), Transport.UDP, flow.local(), to));
    port.send(
        bytes, to, why -> event(TransportEvent.Kind.NOT_SENT, to, "UDP: " + why.getMessage()));
    return true;
  }

  private boolean sendOnConnection(SipMessage message, byte[] bytes, Flow flow) {
    Optional<SipChannel> channel = flows.channel(flow.id());
    if (channel.isEmpty() && message instanceof SipResponse response) {
      // RFC 3261 18.2.2: "If that connection is no longer open, the server SHOULD open a connection
      // to the IP address in the "received" parameter"; here one must be open already.
      InetSocketAddress other = ResponsePath.connection(response.topVia(), flow.remote());
      channel = flows.to(flow.transport(), other).flatMap(open -> flows.channel(open.id()));
    }
    if (channel.isEmpty()) return false;
    watchers.observed(bytes, Direction.OUT, channel.get().flow());
    return channel.get().write(bytes);
  }

  @Override
  public long nextId() {
    return ++lastId;
  }

  @Override
  public void lookAt(Channel channel, boolean outgoing) {
    if (watchers.looksAtStreams()) {
      channel.pipeline().addFirst(new OctetTap(watchers, loop, outgoing));
    }
  }

  /// Looks at the connections that are up as well, from here on.
  void tapStreams(StreamTap tap) {
    boolean already = watchers.looksAtStreams();
    watchers.tapStreams(tap);
    if (!already) flows.channels().forEach(SipChannel::lookAt);
  }

  @Override
  public void opened(SipChannel channel) {
    flows.add(channel);
    FlowFacts facts = channel.facts();
    var kind = facts.outgoing() ? TransportEvent.Kind.CONNECTED : TransportEvent.Kind.ACCEPTED;
    String how = facts.tls().map(tls -> tls.version().text() + " " + tls.suite()).orElse("TCP");
    event(kind, channel.flow().remote(), "A link is up: " + how + ".");
    watchers.tell(watcher -> watcher.opened(facts));
    dispatch.user().ifPresent(user -> loop.guard(() -> user.flowOpened(channel.flow(), facts)));
  }

  @Override
  public void received(SipChannel channel, byte[] message) {
    reception.message(message, channel);
  }

  @Override
  public void closed(SipChannel channel, FlowEnd end) {
    flows.remove(channel);
    event(TransportEvent.Kind.CLOSED, channel.flow().remote(), end.text());
    watchers.tell(watcher -> watcher.closed(channel.facts(), end));
    dispatch.flowFailed(channel.flow());
    dispatch.user().ifPresent(user -> loop.guard(() -> user.flowClosed(channel.flow(), end)));
  }

  @Override
  public void spoke(Channel channel) {
    acceptor.spoke(channel);
  }

  @Override
  public void failed(FailedLink link) {
    event(kind(link), link.remote(), link.why().toString());
    watchers.tell(watcher -> watcher.failed(link));
  }

  private static TransportEvent.Kind kind(FailedLink link) {
    if (link.outgoing()) return TransportEvent.Kind.CONNECT_FAILED;
    return link.why().cause() == Refusal.Cause.NOT_TLS
        ? TransportEvent.Kind.NOT_TLS
        : TransportEvent.Kind.HANDSHAKE_FAILED;
  }

  @Override
  public void event(TransportEvent.Kind kind, InetSocketAddress remote, String text) {
    watchers.happened(new TransportEvent(kind, remote, text));
  }

  void close(Flow flow, FlowEnd why) {
    flows.channel(flow.id()).ifPresent(channel -> channel.close(why));
  }

  void close() {
    acceptor.close();
    ports.values().forEach(UdpPort::close);
    ports.clear();
    var end = new FlowEnd(FlowEnd.Cause.OURS, "The endpoint closes.");
    flows.channels().forEach(channel -> channel.close(end));
  }
}
