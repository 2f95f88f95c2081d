package ringfence.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import ringfence.sip.message.Transport;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsIdentity;

/// The connections that peers open: counted, bounded, and each let in only when its TLS is done.
final class Acceptor {
  private final ChannelHost host;
  private final TlsContexts contexts;
  private final Map<InetSocketAddress, Door> doors = new HashMap<>();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int connections;

  Acceptor(ChannelHost host, TlsContexts contexts) {
    this.host = host;
    this.contexts = contexts;
  }

  /// A listener that is open.
  private static final class Door {
    private Optional<Secured> tls = Optional.empty();
    private Optional<Channel> channel = Optional.empty();

    void close() {
      channel.ifPresent(open -> open.close().addListener(_ -> {}));
    }
  }

  private record Secured(TlsServer settings, TlsContexts.Context context) {}

  /// Binds; the future's channel tells the port.
  ChannelFuture listen(InetSocketAddress address, Optional<TlsServer> tls) throws SSLException {
    var door = new Door();
    if (tls.isPresent()) {
      door.tls = Optional.of(new Secured(tls.get(), contexts.server(tls.get())));
    }
    int unsent = host.options().limits().unsent();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(host.loop().thread())
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 2, unsent))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accepted(channel, door);
                  }
                })
            .bind(address);
    bound.addListener(
        done -> {
          if (!done.isSuccess()) return;
          door.channel = Optional.of(bound.channel());
          doors.put(local(bound.channel()), door);
        });
    return bound;
  }

  private static InetSocketAddress local(Channel channel) {
    return (InetSocketAddress) channel.localAddress();
  }

  /// Presents `identity` from the next handshake on; sessions that are up keep theirs. False when
  /// there is no TLS listener at `address`.
  boolean renew(InetSocketAddress address, TlsIdentity identity) throws SSLException {
    Door door = doors.get(address);
    if (door == null || door.tls.isEmpty()) return false;
    TlsServer old = door.tls.get().settings();
    var renewed = new TlsServer(identity, old.policy(), old.wanted(), old.clients());
    door.tls = Optional.of(new Secured(renewed, contexts.server(renewed)));
    return true;
  }

  boolean close(InetSocketAddress address) {
    Door door = doors.remove(address);
    if (door == null) return false;
    door.close();
    return true;
  }

  void close() {
    doors.values().forEach(Door::close);
    doors.clear();
  }

  private void accepted(SocketChannel channel, Door door) {
    InetSocketAddress remote = channel.remoteAddress();
    EndpointOptions.Limits limits = host.options().limits();
    int same = perAddress.getOrDefault(remote.getAddress(), 0);
    if (connections >= limits.connections() || same >= limits.perAddress()) {
      String text = "Turned away: " + connections + " connections, " + same + " from its address.";
      host.event(TransportEvent.Kind.TOO_MANY_CONNECTIONS, remote, text);
      var _ = channel.close();
      return;
    }
    count(remote.getAddress(), 1);
    channel.closeFuture().addListener(_ -> count(remote.getAddress(), -1));
    if (door.tls.isPresent()) {
      secure(channel, door.tls.get());
    } else {
      channel.pipeline().addLast(new SipChannel(host, Transport.TCP, false, Optional.empty()));
    }
  }

  private void count(InetAddress address, int more) {
    connections += more;
    perAddress.merge(address, more, Integer::sum);
    perAddress.remove(address, 0);
  }

  private void secure(SocketChannel channel, Secured tls) {
    SslHandler handler = TlsContexts.handler(tls.context(), channel.alloc(), Optional.empty());
    long millis = host.options().times().handshake().toMillis();
    handler.setHandshakeTimeout(millis, TimeUnit.MILLISECONDS);
    InstantSource clock = host.options().clock();
    var judge =
        new TlsGate.Judge(
            chain -> tls.settings().clients().verifyClient(chain, clock.instant()),
            tls.settings().wanted() == ClientCertificate.REQUIRE,
            Revocation.unchecked(),
            clock);
    var gate = new TlsGate(handler, tls.context().trust(), judge, new Arrival(channel));
    channel.pipeline().addLast(new FirstBytes(), handler, gate);
  }

  private final class Arrival implements TlsGate.Outcome {
    private final InetSocketAddress remote;

    Arrival(SocketChannel channel) {
      this.remote = channel.remoteAddress();
    }

    @Override
    public void secured(ChannelHandlerContext context, TlsSession session) {
      var sip = new SipChannel(host, Transport.TLS, false, Optional.of(session));
      context.pipeline().replace(context.handler(), "sip", sip);
    }

    @Override
    public void refused(ChannelHandlerContext context, Refusal why) {
      var kind =
          why.cause() == Refusal.Cause.NOT_TLS
              ? TransportEvent.Kind.NOT_TLS
              : TransportEvent.Kind.HANDSHAKE_FAILED;
      host.event(kind, remote, why.toString());
    }
  }
}
