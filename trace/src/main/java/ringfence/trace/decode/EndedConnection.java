package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// What is remembered of a TCP connection that is over: so that what comes late is told from what
/// follows between the same ports.
///
/// @param number of the connection in its capture
record EndedConnection(int number, End opener, End other) {
  /// One direction.
  ///
  /// @param begun the sequence number of its SYN, or before the first that was captured; empty
  ///   where there was none
  /// @param next the sequence number behind its last octet; empty where it had none
  record End(InetSocketAddress source, OptionalInt begun, OptionalInt next) {}

  /// Whether a segment belongs to what is over.
  boolean has(Segment segment, InetSocketAddress source) {
    if (segment.isOpening()) return isBegunBy(segment, source);
    int length = segment.payload().remaining();
    OptionalInt next = of(source).next();
    if (length == 0 || next.isEmpty()) return length == 0;
    int seen = next.getAsInt() - segment.sequence();
    return seen >= length && seen <= OrderedStream.LATE;
  }

  /// RFC 9293 3.4.1: the initial sequence number tells a SYN from that of another connection.
  boolean isBegunBy(Segment opening, InetSocketAddress source) {
    return of(source).begun().equals(OptionalInt.of(opening.sequence()));
  }

  private End of(InetSocketAddress source) {
    return source.equals(opener.source()) ? opener : other;
  }
}
