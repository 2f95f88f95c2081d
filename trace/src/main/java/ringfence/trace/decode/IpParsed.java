package ringfence.trace.decode;

import java.net.InetAddress;
import java.util.List;

/// What came of reading an IP packet.
sealed interface IpParsed {
  /// A datagram that came in one piece, or whose last piece came now.
  ///
  /// @param fragments the numbers of the earlier frames that held parts of it
  record Whole(Datagram datagram, List<Long> fragments) implements IpParsed {
    Whole(Datagram datagram) {
      this(datagram, List.of());
    }
  }

  /// A fragment of a datagram that is not whole yet.
  ///
  /// @param protocol of the datagram
  record Part(InetAddress source, InetAddress destination, int protocol) implements IpParsed {}

  /// A fragment with which its datagram is given up.
  ///
  /// @param fragments the numbers of the earlier frames that held parts of it
  record Refused(
      InetAddress source, InetAddress destination, List<Long> fragments, Content.Malformed why)
      implements IpParsed {}

  record Malformed(String clause, String reason) implements IpParsed {}
}
