package ringfence.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import ringfence.transport.tls.Refusal;

/// Waits for the first octets of a client before anything is made for its handshake, so that a peer
/// that connects and never speaks costs a socket and no more.
final class AwaitHello extends ChannelInboundHandlerAdapter {
  private final Consumer<ChannelHandlerContext> begin;
  private final TlsGate.Outcome outcome;

  /// @param begin puts the handlers of the handshake in the place of this one
  AwaitHello(Consumer<ChannelHandlerContext> begin, TlsGate.Outcome outcome) {
    this.begin = begin;
    this.outcome = outcome;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    begin.accept(context);
    context.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case FirstBytes.NotTls(String what) -> refuse(context, HandshakeDiagnosis.notTls(what));
      case Acceptor.MakeRoom(String text) ->
          refuse(context, new Refusal(Refusal.Cause.CROWDED, text, "", ""));
      default -> context.fireUserEventTriggered(event);
    }
  }

  private void refuse(ChannelHandlerContext context, Refusal why) {
    outcome.refused(context, why);
    var _ = context.close();
  }
}
