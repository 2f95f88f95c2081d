package ringfence.trace.fuzz;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import ringfence.trace.tls.Direction;
import ringfence.trace.tls.TlsConversation;
import ringfence.trace.tls.TlsEvent;
import ringfence.trace.tls.TlsSecrets;

/// Any octets as a TLS connection. They come in pieces, each behind two octets: the direction or a
/// gap, and the length.
public final class TlsTarget {
  private static final int GAP = 0x80;
  private static final int BACKWARD = 0x01;

  private TlsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try (var secrets = new TlsSecrets()) {
      var conversation = new TlsConversation(address(1), address(2), secrets);
      var in = ByteBuffer.wrap(input);
      while (in.remaining() > 2) {
        int flags = in.get();
        int length = in.get() & 0xFF;
        var direction = (flags & BACKWARD) == 0 ? Direction.FORWARD : Direction.BACKWARD;
        if ((flags & GAP) != 0) show(conversation.lost(direction, length));
        else show(conversation.feed(direction, piece(in, length * 8)));
      }
    }
  }

  private static byte[] piece(ByteBuffer in, int length) {
    byte[] piece = new byte[Math.min(length, in.remaining())];
    in.get(piece);
    return piece;
  }

  private static void show(List<TlsEvent> events) {
    for (TlsEvent event : events) {
      if (event.info().isEmpty()) throw new IllegalStateException("nothing said of " + event);
    }
  }

  private static InetSocketAddress address(int host) {
    return new InetSocketAddress("192.0.2." + host, 5061);
  }
}
