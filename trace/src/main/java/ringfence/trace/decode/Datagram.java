package ringfence.trace.decode;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// An IP datagram, whole or put together from fragments.
///
/// @param protocol of the payload, as registered by IANA
/// @param missing how many octets of the payload the capture cut off
record Datagram(
    InetAddress source, InetAddress destination, int protocol, ByteBuffer payload, int missing) {
  static final int TCP = 6;
  static final int UDP = 17;

  /// The same with a copy of the payload, for keeping.
  Datagram alone() {
    var copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    return new Datagram(source, destination, protocol, copy, missing);
  }
}
