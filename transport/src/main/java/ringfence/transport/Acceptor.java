package ringfence.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import ringfence.sip.message.Transport;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.Refusal;

/// The connections that peers open: counted, bounded, and each let in only when its TLS is done.
final class Acceptor {
  private final ChannelHost host;
  private final TlsContexts contexts;
  private final Newcomers newcomers;
  private final Map<InetSocketAddress, Door> doors = new HashMap<>();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private int connections;

  Acceptor(ChannelHost host, TlsContexts contexts) {
    this.host = host;
    this.contexts = contexts;
    this.newcomers = new Newcomers(host.options().limits());
  }

  /// Told to the handlers of a connection that must go.
  ///
  /// @param text why
  record MakeRoom(String text) {}

  /// A listener that is open.
  private static final class Door {
    private final Predicate<InetAddress> allowed;
    private Optional<SecureDoor> tls;
    private Optional<Channel> channel = Optional.empty();

    Door(Predicate<InetAddress> allowed, Optional<SecureDoor> tls) {
      this.allowed = allowed;
      this.tls = tls;
    }

    void close() {
      channel.ifPresent(open -> open.close().addListener(_ -> {}));
    }
  }

  /// Binds; the future's channel tells the port.
  ChannelFuture listen(Listen listen, Optional<TlsServer> tls) throws SSLException {
    Optional<SecureDoor> secure = Optional.empty();
    if (tls.isPresent()) secure = Optional.of(new SecureDoor(host, contexts, tls.get()));
    var door = new Door(listen.allowed(), secure);
    ChannelFuture bound =
        bootstrap()
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accepted(channel, door);
                  }
                })
            .bind(listen.address());
    bound.addListener(
        done -> {
          if (!done.isSuccess()) return;
          door.channel = Optional.of(bound.channel());
          doors.put(local(bound.channel()), door);
        });
    return bound;
  }

  private ServerBootstrap bootstrap() {
    int unsent = host.options().limits().unsent();
    return new ServerBootstrap()
        .group(host.loop().thread())
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        // one a turn, so that many who come together keep nobody waiting who is there
        .option(ChannelOption.RECVBUF_ALLOCATOR, new ServerChannelRecvByteBufAllocator())
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 2, unsent));
  }

  private static InetSocketAddress local(Channel channel) {
    return (InetSocketAddress) channel.localAddress();
  }

  private static InetSocketAddress remote(Channel channel) {
    return (InetSocketAddress) channel.remoteAddress();
  }

  /// Serves so from the next handshake on; sessions that are up stay as they are. False when there
  /// is no TLS listener at `address`.
  boolean renew(InetSocketAddress address, TlsServer tls) throws SSLException {
    Door door = doors.get(address);
    if (door == null || door.tls.isEmpty()) return false;
    door.tls = Optional.of(new SecureDoor(host, contexts, tls));
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
    if (!host.filter().admits(remote.getAddress())) {
      var _ = channel.close();
      return;
    }
    if (!door.allowed.test(remote.getAddress())) {
      String text = "Turned away: the listener is not for its network.";
      turnAway(channel, TransportEvent.Kind.NOT_ALLOWED, text);
      return;
    }
    EndpointOptions.Limits limits = host.options().limits();
    int same = perAddress.getOrDefault(remote.getAddress(), 0);
    if (connections >= limits.connections() || same >= limits.perAddress()) {
      String text = "Turned away: " + connections + " connections, " + same + " from its address.";
      turnAway(channel, TransportEvent.Kind.TOO_MANY_CONNECTIONS, text);
      return;
    }
    count(remote.getAddress(), 1);
    channel.closeFuture().addListener(_ -> gone(channel, remote.getAddress()));
    host.lookAt(channel, false);
    if (door.tls.isPresent()) {
      door.tls.get().begin(channel, new Arrival(channel));
    } else {
      channel.pipeline().addLast(new SipChannel(host, Transport.TCP, false, Optional.empty()));
    }
    newcomers.add(channel, remote.getAddress()).ifPresent(this::makeRoom);
  }

  private void turnAway(SocketChannel channel, TransportEvent.Kind kind, String text) {
    host.event(kind, channel.remoteAddress(), text);
    var _ = channel.close();
  }

  private void makeRoom(Channel oldest) {
    String text = "Closed for a newer one: it has said nothing yet, nor have others.";
    newcomers.remove(oldest, remote(oldest).getAddress());
    oldest.pipeline().fireUserEventTriggered(new MakeRoom(text));
    var _ = oldest.close();
  }

  private void gone(Channel channel, InetAddress address) {
    newcomers.remove(channel, address);
    count(address, -1);
  }

  private void count(InetAddress address, int more) {
    connections += more;
    perAddress.merge(address, more, Integer::sum);
    perAddress.remove(address, 0);
  }

  void spoke(Channel channel) {
    newcomers.remove(channel, remote(channel).getAddress());
  }

  int silentConnections() {
    return newcomers.size();
  }

  /// A connection on its way to TLS.
  private final class Arrival implements TlsGate.Outcome {
    private final SocketChannel channel;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final Loop.Timer late;
    private boolean told;

    Arrival(SocketChannel channel) {
      this.channel = channel;
      this.local = channel.localAddress();
      this.remote = channel.remoteAddress();
      Loop loop = host.loop();
      this.late =
          loop.after(host.options().times().handshake(), () -> loop.unhurried(this::tooLate));
      channel.closeFuture().addListener(_ -> goneBeforeItsHandshake());
    }

    private void tooLate() {
      if (told) return;
      boolean silent = channel.pipeline().get(AwaitHello.class) != null;
      String what =
          silent
              ? "The peer connected and sent nothing for " + millis() + " ms."
              : "The TLS handshake was not finished within " + millis() + " ms.";
      tell(new Refusal(Refusal.Cause.TIMEOUT, what, "", ""));
      var _ = channel.close();
    }

    private long millis() {
      return host.options().times().handshake().toMillis();
    }

    @Override
    public void secured(ChannelHandlerContext context, TlsSession session) {
      settle();
      var sip = new SipChannel(host, Transport.TLS, false, Optional.of(session));
      context.pipeline().replace(context.handler(), "sip", sip);
    }

    @Override
    public void refused(ChannelHandlerContext context, Refusal why) {
      tell(why);
    }

    private void goneBeforeItsHandshake() {
      String what = "The connection was closed before a handshake had begun.";
      tell(new Refusal(Refusal.Cause.CLOSED, what, "", ""));
    }

    private void tell(Refusal why) {
      if (told) return;
      settle();
      host.failed(new FailedLink(Transport.TLS, false, local, remote, why));
    }

    private void settle() {
      told = true;
      late.cancel();
    }
  }
}
