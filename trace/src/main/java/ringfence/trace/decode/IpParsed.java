package ringfence.trace.decode;

import java.net.InetAddress;

/// What came of reading an IP packet.
sealed interface IpParsed {
  record Whole(Datagram datagram) implements IpParsed {}

  /// A fragment of a datagram that is not whole yet.
  record Part(InetAddress source, InetAddress destination) implements IpParsed {}

  record Malformed(String clause, String reason) implements IpParsed {}
}
