package ringfence.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;

/// Reads which host name a client asks for (RFC 6066 section 3), before its handshake begins, and
/// makes way for the one that goes on with it.
final class NameChoice extends AbstractSniHandler<Optional<String>> {
  private final Chosen chosen;

  /// Goes on with the handshake.
  @FunctionalInterface
  interface Chosen {
    /// Called once.
    ///
    /// @param context of the handler to replace
    /// @param name in lower case
    void go(ChannelHandlerContext context, Optional<String> name);
  }

  NameChoice(Chosen chosen) {
    this.chosen = chosen;
  }

  @Override
  protected Future<Optional<String>> lookup(ChannelHandlerContext context, String name) {
    return context.executor().newSucceededFuture(Optional.ofNullable(name));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext context, String name, Future<Optional<String>> asked) {
    chosen.go(context, asked.getNow());
  }
}
