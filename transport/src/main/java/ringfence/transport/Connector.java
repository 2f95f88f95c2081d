package ringfence.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import ringfence.sip.message.Transport;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.Connecting.Connected;
import ringfence.transport.Connecting.Refused;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Refusal.Cause;

/// One connection that we open: from the first free local port, through TCP and TLS, within one
/// deadline. What it comes to is a value.
final class Connector {
  private static final int MOST_PORTS = 1000;

  private final ChannelHost host;
  private final TlsContexts contexts;
  private final Connect wanted;
  private final CompletableFuture<Connecting> result = new CompletableFuture<>();
  private Optional<Channel> attempt = Optional.empty();
  private Loop.Timer deadline = () -> {};

  Connector(ChannelHost host, TlsContexts contexts, Connect wanted) {
    this.host = host;
    this.contexts = contexts;
    this.wanted = wanted;
  }

  CompletableFuture<Connecting> start() {
    deadline = host.loop().after(wanted.timeout(), () -> refuse(tooLate()));
    tryFrom(wanted.local().getPort());
    return result;
  }

  /// Says how far it came.
  private Refusal tooLate() {
    String within = " within " + wanted.timeout().toMillis() / 1000.0 + " s.";
    String peer = text(wanted.remote());
    return attempt.filter(Channel::isActive).isPresent()
        ? new Refusal(
            Cause.TIMEOUT,
            peer + " took the connection but did not complete the TLS handshake" + within,
            "",
            "see whether TLS is spoken at that port, and whether the server is overloaded")
        : new Refusal(
            Cause.TIMEOUT,
            peer + " does not answer: no connection" + within,
            "",
            "see whether the server is there, and whether a firewall drops what is sent to it");
  }

  private void tryFrom(int port) {
    var opening = open(new InetSocketAddress(wanted.local().getAddress(), port));
    attempt = Optional.of(opening.channel());
    opening.addListener(
        done -> {
          if (!done.isSuccess()) {
            failed(done.cause(), port);
          } else if (wanted.tls().isEmpty()) {
            var sip = new SipChannel(host, Transport.TCP, true, Optional.empty());
            opening.channel().pipeline().addLast(sip);
            connected(sip);
          }
        });
  }

  private ChannelFuture open(InetSocketAddress local) {
    int unsent = host.options().limits().unsent();
    var bootstrap = new Bootstrap();
    host.options().times().probes().ifPresent(probes -> probes.ask(bootstrap));
    return bootstrap
        .group(host.loop().thread())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // our deadline bounds it
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 2, unsent))
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) throws SSLException {
                prepare(channel);
              }
            })
        .connect(wanted.remote(), local);
  }

  private void prepare(SocketChannel channel) throws SSLException {
    host.lookAt(channel, true);
    if (wanted.tls().isEmpty()) return;
    TlsClient tls = wanted.tls().get();
    TlsContexts.Context context = contexts.client(tls);
    var handler = TlsContexts.handler(context, channel.alloc(), TlsContexts.sni(tls.expected()));
    handler.setHandshakeTimeoutMillis(0); // our deadline bounds it
    InstantSource clock = host.options().clock();
    var judge =
        new TlsGate.Judge(
            chain -> tls.verifier().verifyServer(chain, tls.expected(), clock.instant()),
            true,
            tls.revocation(),
            clock);
    var gate = new TlsGate(handler, context.trust(), judge, new Departure());
    channel.pipeline().addLast(new FirstBytes(), handler, gate);
  }

  private final class Departure implements TlsGate.Outcome {
    @Override
    public void secured(ChannelHandlerContext context, TlsSession session) {
      var sip = new SipChannel(host, Transport.TLS, true, Optional.of(session));
      context.pipeline().replace(context.handler(), "sip", sip);
      connected(sip);
    }

    @Override
    public void refused(ChannelHandlerContext context, Refusal why) {
      refuse(why);
    }
  }

  private void connected(SipChannel channel) {
    deadline.cancel();
    if (!result.complete(new Connected(channel.flow(), channel.tls()))) {
      channel.close(new FlowEnd(FlowEnd.Cause.OURS, "Too late."));
    }
  }

  private void failed(Throwable failure, int port) {
    boolean local = isLocal(failure);
    boolean taken = local && String.valueOf(failure.getMessage()).contains("in use");
    if (taken && port > 0 && port < wanted.local().getPort() + MOST_PORTS && port < 65535) {
      if (!result.isDone()) tryFrom(port + 1);
      return;
    }
    if (local) {
      refuse(new Refusal(Cause.LOCAL, "No local port: " + failure.getMessage() + ".", "", ""));
      return;
    }
    refuse(
        switch (failure) {
          case ConnectException connect when isRefused(connect) ->
              new Refusal(
                  Cause.REFUSED,
                  "Nobody listens at " + text(wanted.remote()) + ".",
                  "",
                  "see whether the server runs and which port it listens on");
          default -> new Refusal(Cause.UNREACHABLE, "No way there: " + why(failure) + ".", "", "");
        });
  }

  /// The system's words, but where they would not say anything to a person.
  private String why(Throwable failure) {
    InetAddress from = wanted.local().getAddress();
    boolean leaves = !wanted.remote().getAddress().isLoopbackAddress();
    return from.isLoopbackAddress() && leaves
        ? "from " + from.getHostAddress() + " only this host itself is reached"
        : String.valueOf(failure.getMessage());
  }

  private static boolean isLocal(Throwable failure) {
    return failure instanceof BindException || failure.getCause() instanceof BindException;
  }

  private static boolean isRefused(ConnectException failure) {
    return String.valueOf(failure.getMessage()).contains("refused");
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void refuse(Refusal why) {
    deadline.cancel();
    if (!result.complete(new Refused(why))) return;
    attempt.ifPresent(channel -> channel.close().addListener(_ -> {}));
    Transport transport = wanted.tls().isPresent() ? Transport.TLS : Transport.TCP;
    host.failed(new FailedLink(transport, true, wanted.local(), wanted.remote(), why));
  }
}
