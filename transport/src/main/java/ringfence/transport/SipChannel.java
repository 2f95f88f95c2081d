package ringfence.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.message.Frame;
import ringfence.sip.message.Limits;
import ringfence.sip.message.SipFramer;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.transport.EndpointOptions.Times;

/// One connection that carries SIP, TCP or TLS (RFC 3261 18.3, RFC 5626 3.5.1): cuts its stream
/// into messages, answers pings and sends its own, and ends itself when the peer is silent, broken
/// or does not read. Whatever its peer does, it costs only this link.
final class SipChannel extends ChannelInboundHandlerAdapter {
  private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_MALFORMED = 8;
  private static final FlowEnd BY_PEER =
      new FlowEnd(FlowEnd.Cause.PEER, "The peer closed the connection.");
  private static final Loop.Timer NONE = () -> {};

  private final ChannelHost host;
  private final Loop loop;
  private final Transport transport;
  private final boolean outgoing;
  private final Optional<TlsSession> tls;
  private final SipFramer framer = new SipFramer(Limits.DEFAULT);
  private Optional<Link> link = Optional.empty();
  private Optional<FlowEnd> end = Optional.empty();
  private int malformed;

  SipChannel(ChannelHost host, Transport transport, boolean outgoing, Optional<TlsSession> tls) {
    this.host = host;
    this.loop = host.loop();
    this.transport = transport;
    this.outgoing = outgoing;
    this.tls = tls;
  }

  /// What there is once the connection is up.
  private static final class Link {
    private final ChannelHandlerContext context;
    private final Flow flow;
    private final Instant openedAt;
    private Instant lastIn;
    private Instant lastOut;
    private long bytesIn;
    private long bytesOut;
    private final KeepAlive keepAlive;
    private Loop.Timer idle = NONE;
    private Loop.Timer message = NONE;
    private boolean expecting;
    private boolean spoken;

    Link(ChannelHandlerContext context, Flow flow, KeepAlive keepAlive, Instant now) {
      this.context = context;
      this.flow = flow;
      this.openedAt = now;
      this.lastIn = now;
      this.lastOut = now;
      this.keepAlive = keepAlive;
    }

    void stopTimers() {
      idle.cancel();
      message.cancel();
      keepAlive.stop();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) open(context);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    open(context);
  }

  private void open(ChannelHandlerContext context) {
    if (link.isPresent()) return;
    var local = (InetSocketAddress) context.channel().localAddress();
    var remote = (InetSocketAddress) context.channel().remoteAddress();
    var flow = new Flow(host.nextId(), transport, local, remote);
    var opened = new Link(context, flow, keepAlive(), loop.now());
    link = Optional.of(opened);
    Times times = host.options().times();
    watchIdle(opened, times.idle());
    if (!outgoing) expectMessage(opened);
    host.opened(this);
  }

  private void watchIdle(Link link, Duration wait) {
    link.idle =
        loop.after(
            wait,
            () -> {
              Instant last = link.lastIn.isAfter(link.lastOut) ? link.lastIn : link.lastOut;
              Duration lifetime = host.options().times().idle();
              Duration left = Duration.between(loop.now(), last.plus(lifetime));
              if (left.isPositive()) {
                watchIdle(link, left);
              } else {
                close(
                    new FlowEnd(FlowEnd.Cause.IDLE, "Nothing for " + lifetime.toSeconds() + " s."));
              }
            });
  }

  private void expectMessage(Link link) {
    link.expecting = true;
    Duration wait = host.options().times().message();
    String text = "No whole message within " + wait.toMillis() + " ms.";
    link.message = loop.after(wait, () -> loop.unhurried(() -> stillExpecting(link, text)));
  }

  private void stillExpecting(Link link, String text) {
    if (link.expecting) close(new FlowEnd(FlowEnd.Cause.BROKEN, text));
  }

  private KeepAlive keepAlive() {
    Times times = host.options().times();
    Duration interval = outgoing ? times.ping() : times.pingInbound();
    return new KeepAlive(
        loop,
        new KeepAlive.Rhythm(interval, times.pong(), outgoing),
        () -> write(PING),
        silence -> close(new FlowEnd(FlowEnd.Cause.NO_PONG, silence)));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof ByteBuf bytes) link.ifPresent(up -> read(up, bytes));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(Link link, ByteBuf bytes) {
    link.lastIn = loop.now();
    link.bytesIn += bytes.readableBytes();
    for (Frame frame : framer.feed(bytes.nioBuffer())) {
      if (end.isPresent()) return;
      loop.guard(() -> take(link, frame));
    }
    if (!framer.isMidMessage()) {
      link.message.cancel();
      link.expecting = false;
      if (!link.spoken) host.spoke(link.context.channel());
      link.spoken = true;
    } else if (!link.expecting) {
      expectMessage(link);
    }
  }

  private void take(Link link, Frame frame) {
    switch (frame) {
      case Frame.Message(byte[] message) -> host.received(this, message);
      case Frame.Ping() -> pinged(link);
      case Frame.Pong() -> link.keepAlive.answered();
      case Frame.Broken(String reason) -> close(new FlowEnd(FlowEnd.Cause.BROKEN, reason));
    }
  }

  /// Two answers to pings of ours with nothing between look like a ping of the peer.
  private void pinged(Link link) {
    if (outgoing && link.keepAlive.isWaiting()) link.keepAlive.answered();
    else write(PONG);
  }

  /// Counts messages that could not be read; a peer that sends nothing else is given up.
  void counted(boolean good) {
    malformed = good ? 0 : malformed + 1;
    if (malformed < MOST_MALFORMED) return;
    String text = malformed + " messages in a row that cannot be read.";
    close(new FlowEnd(FlowEnd.Cause.BROKEN, text));
  }

  /// Sends it; false when the connection is not up or has just been given up as too slow.
  boolean write(byte[] bytes) {
    if (link.isEmpty() || end.isPresent()) return false;
    Link up = link.get();
    up.lastOut = loop.now();
    up.bytesOut += bytes.length;
    up.context
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .addListener(
            written -> {
              if (!written.isSuccess()) failed(written.cause());
            });
    if (up.context.channel().isWritable()) return true;
    close(
        new FlowEnd(
            FlowEnd.Cause.SLOW_READER,
            "Over "
                + host.options().limits().unsent()
                + " octets wait for a peer that reads none."));
    return false;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      // RFC 5246 7.2.1: "The other party MUST respond with a close_notify alert of its own and
      // close down the connection immediately"
      case SslCloseCompletionEvent _ -> loop.post(() -> close(BY_PEER)); // after the answer
      case Acceptor.MakeRoom(var text) -> close(new FlowEnd(FlowEnd.Cause.CROWDED, text));
      default -> context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failed(cause);
  }

  private void failed(Throwable cause) {
    Optional<String> alert = HandshakeDiagnosis.alert(cause);
    if (alert.isPresent()) {
      close(new FlowEnd(FlowEnd.Cause.TLS, HandshakeDiagnosis.sentence(alert.get())));
    } else if (String.valueOf(cause.getMessage()).contains("timed out")) {
      close(new FlowEnd(FlowEnd.Cause.ERROR, "The peer no longer answers: TCP gave it up."));
    } else if (cause instanceof IOException) {
      close(new FlowEnd(FlowEnd.Cause.ERROR, "The connection failed: " + cause.getMessage() + "."));
    } else {
      loop.fault(cause);
      close(new FlowEnd(FlowEnd.Cause.ERROR, "A fault of ours: " + cause + "."));
    }
  }

  /// Ends the connection; the first reason given is the one that counts.
  void close(FlowEnd why) {
    if (end.isPresent()) return;
    end = Optional.of(why);
    link.ifPresent(up -> up.context.close().addListener(_ -> {}));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (link.isEmpty()) return;
    link.get().stopTimers();
    FlowEnd why = end.orElse(BY_PEER);
    end = Optional.of(why);
    host.closed(this, why);
  }

  /// Has the socket looked at, where somebody wants to.
  void lookAt() {
    if (link.isEmpty()) return;
    Channel channel = link.get().context.channel();
    if (channel.pipeline().get(OctetTap.class) == null) host.lookAt(channel, outgoing);
  }

  /// Octets that the peer has not read yet.
  long unsent() {
    long room = link.map(up -> up.context.channel().bytesBeforeUnwritable()).orElse(0L);
    return isOpen() ? Math.max(0, host.options().limits().unsent() - room) : 0;
  }

  boolean isOpen() {
    return link.isPresent() && end.isEmpty();
  }

  Flow flow() {
    return link.orElseThrow().flow;
  }

  Optional<TlsSession> tls() {
    return tls;
  }

  FlowFacts facts() {
    Link up = link.orElseThrow();
    return new FlowFacts(
        up.flow,
        outgoing,
        up.openedAt,
        up.lastIn,
        up.lastOut,
        up.bytesIn,
        up.bytesOut,
        tls,
        up.keepAlive.roundTrip());
  }
}
