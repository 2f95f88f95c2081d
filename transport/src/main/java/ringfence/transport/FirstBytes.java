package ringfence.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Looks at the first octets on a link that should speak TLS, and says so when they are not TLS: a
/// phone whose TLS is off, a web browser, a server that answers in clear.
final class FirstBytes extends ChannelInboundHandlerAdapter {
  private static final int HANDSHAKE = 0x16; // the content types of RFC 8446 5.1
  private static final int ALERT = 0x15;
  private static final int MOST_SHOWN = 40;

  /// Told to the handlers behind this one.
  ///
  /// @param what came instead
  record NotTls(String what) {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    context.pipeline().remove(this);
    if (!(message instanceof ByteBuf bytes) || !bytes.isReadable() || isTls(bytes)) {
      context.fireChannelRead(message);
      return;
    }
    int length = Math.min(bytes.readableBytes(), MOST_SHOWN);
    String start = bytes.toString(bytes.readerIndex(), length, StandardCharsets.ISO_8859_1);
    bytes.release();
    context.pipeline().fireUserEventTriggered(new NotTls(what(start)));
  }

  private static boolean isTls(ByteBuf bytes) {
    int first = bytes.getUnsignedByte(bytes.readerIndex());
    boolean version2 = (first & 0x80) != 0 && bytes.readableBytes() > 2; // RFC 5246 E.2
    return first == HANDSHAKE
        || first == ALERT
        || (version2 && bytes.getByte(bytes.readerIndex() + 2) == 1);
  }

  private static String what(String start) {
    String upper = start.toUpperCase(Locale.ROOT);
    if (upper.startsWith("SIP/2.0 ") || upper.contains(" SIP:") || upper.contains(" SIPS:")) {
      return "plain SIP";
    }
    if (upper.startsWith("HTTP/") || upper.matches("(?s)(GET|POST|HEAD|PUT|OPTIONS|CONNECT) .*")) {
      return "plain HTTP";
    }
    if (upper.startsWith("\r\n")) return "a plain keep-alive";
    if (upper.startsWith("SSH-")) return "SSH";
    return "something that is no TLS record";
  }
}
