package ringfence.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import ringfence.transport.Listen.TlsServer;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.TlsIdentity;

/// The TLS of one listener: a context for each certificate that it may present, and how a handshake
/// begins there.
final class SecureDoor {
  private final ChannelHost host;
  private final TlsServer settings;
  private final Presented main;
  private final Map<String, Presented> byName = new HashMap<>();

  /// A certificate and the context that presents it.
  private record Presented(TlsIdentity identity, TlsContexts.Context context) {}

  SecureDoor(ChannelHost host, TlsContexts contexts, TlsServer settings) throws SSLException {
    this.host = host;
    this.settings = settings;
    this.main = new Presented(settings.identity(), contexts.server(settings));
    for (var named : settings.names().entrySet()) {
      TlsIdentity identity = named.getValue();
      var context = contexts.server(settings.with(identity));
      byName.put(named.getKey(), new Presented(identity, context));
    }
  }

  /// Begins the handshake on a connection that has just been taken.
  void begin(SocketChannel channel, TlsGate.Outcome outcome) {
    var hello = new AwaitHello(context -> hello(context, channel, outcome), outcome);
    channel.pipeline().addLast(new FirstBytes(), hello);
  }

  private void hello(
      ChannelHandlerContext context, SocketChannel channel, TlsGate.Outcome outcome) {
    if (byName.isEmpty()) {
      goOn(context, channel, main, outcome);
    } else {
      context.pipeline().replace(context.name(), "name", choice(channel, outcome));
    }
  }

  private ChannelHandler choice(SocketChannel channel, TlsGate.Outcome outcome) {
    return new NameChoice(
        (context, name) -> goOn(context, channel, name.flatMap(this::named).orElse(main), outcome));
  }

  /// The gate first, so that it stands there when what has come already is read again.
  private void goOn(
      ChannelHandlerContext context,
      SocketChannel channel,
      Presented presented,
      TlsGate.Outcome outcome) {
    SslHandler tls = handler(channel, presented);
    context.pipeline().addAfter(context.name(), "gate", gate(tls, presented, outcome));
    context.pipeline().replace(context.name(), "tls", tls);
  }

  // RFC 6066 3: on an unknown name a server may "continue the handshake", with the usual
  // certificate
  private Optional<Presented> named(String name) {
    int dot = name.indexOf('.');
    return Optional.ofNullable(byName.get(name))
        .or(
            () ->
                dot < 0
                    ? Optional.empty()
                    : Optional.ofNullable(byName.get("*" + name.substring(dot))));
  }

  private SslHandler handler(SocketChannel channel, Presented presented) {
    presented.context().tickets().ifPresent(keys -> keys.turn(host.loop().now()));
    SslHandler tls = TlsContexts.handler(presented.context(), channel.alloc(), Optional.empty());
    tls.setHandshakeTimeoutMillis(0); // the acceptor looks after it
    if (tls.engine() instanceof ReferenceCountedOpenSslEngine boring) prepare(boring, presented);
    return tls;
  }

  private void prepare(ReferenceCountedOpenSslEngine boring, Presented presented) {
    if (settings.resumption().isZero()) {
      SSL.setOptions(boring.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    settings
        .stapling()
        .response(presented.identity().certificate())
        .ifPresent(boring::setOcspResponse);
  }

  private TlsGate gate(SslHandler tls, Presented presented, TlsGate.Outcome outcome) {
    InstantSource clock = host.options().clock();
    var judge =
        new TlsGate.Judge(
            chain -> settings.clients().verifyClient(chain, clock.instant()),
            settings.wanted() == ClientCertificate.REQUIRE,
            settings.revocation(),
            clock);
    return new TlsGate(tls, presented.context().trust(), judge, outcome);
  }
}
