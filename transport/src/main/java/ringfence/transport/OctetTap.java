package ringfence.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import ringfence.transport.StreamTap.Connection;
import ringfence.transport.StreamTap.Passed;
import ringfence.transport.WireTap.Direction;

/// Stands next to the socket of a connection that somebody looks at, and tells what passes; takes
/// itself away when nobody does any more.
///
/// What comes in a TLS handshake is told when it is answered, or the handshake is over: reading it
/// gives away the secrets that open it, and they are to stand before it in a capture. A server
/// answers within the reading, a client as soon as the certificate was judged; what either says is
/// told at once, since whatever opens it was given away before.
final class OctetTap extends ChannelDuplexHandler {
  private static final int MOST_HELD = 1 << 17;

  private final Watchers watchers;
  private final Loop loop;
  private final boolean outgoing;
  private final List<Passed> held = new ArrayList<>();
  private long heldOctets;
  private boolean broken;
  private boolean closed;

  OctetTap(Watchers watchers, Loop loop, boolean outgoing) {
    this.watchers = watchers;
    this.loop = loop;
    this.outgoing = outgoing;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    watchers.passed(new Passed.Opened(connection(context), loop.now()));
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!leftAlone(context) && message instanceof ByteBuf bytes) {
      Passed.Octets passed = octets(context, Direction.IN, bytes);
      if (isShakingHands(context)) hold(passed);
      else tell(passed);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!leftAlone(context) && message instanceof ByteBuf bytes && bytes.isReadable()) {
      tell(octets(context, Direction.OUT, bytes));
    }
    var _ = context.write(message, promise);
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (context.channel().isActive()) ended(context, Direction.OUT);
    var _ = context.close(promise);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken |= cause instanceof IOException;
    context.fireExceptionCaught(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ended(context, Direction.IN);
    context.fireChannelInactive();
  }

  private void ended(ChannelHandlerContext context, Direction from) {
    if (closed) return;
    closed = true;
    tell(new Passed.Closed(connection(context), loop.now(), from, broken));
  }

  private boolean leftAlone(ChannelHandlerContext context) {
    if (watchers.looksAtStreams()) return false;
    context.pipeline().remove(this);
    return true;
  }

  private Passed.Octets octets(ChannelHandlerContext context, Direction direction, ByteBuf bytes) {
    return new Passed.Octets(
        connection(context), loop.now(), direction, ByteBufUtil.getBytes(bytes));
  }

  private void hold(Passed.Octets passed) {
    held.add(passed);
    heldOctets += passed.bytes().length;
    if (heldOctets > MOST_HELD) release();
  }

  private boolean isShakingHands(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null || tls.handshakeFuture().isDone()) return false;
    if (held.isEmpty()) tls.handshakeFuture().addListener(_ -> release());
    return true;
  }

  private void tell(Passed passed) {
    release();
    watchers.passed(passed);
  }

  private void release() {
    held.forEach(watchers::passed);
    held.clear();
    heldOctets = 0;
  }

  private Connection connection(ChannelHandlerContext context) {
    Channel channel = context.channel();
    var local = (InetSocketAddress) channel.localAddress();
    return new Connection(outgoing, local, (InetSocketAddress) channel.remoteAddress());
  }
}
