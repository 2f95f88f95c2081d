package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// What is remembered of a TCP connection that is over: so that what comes late is told from what
/// follows between the same ports.
///
/// @param number of the connection in its capture
record EndedConnection(int number, End opener, End other) {
  /// A copy of octets comes late by so many at most.
  private static final int LATE = 1 << 20;

  /// One direction.
  ///
  /// @param begun the sequence number of its SYN; empty where that was not captured
  /// @param next the sequence number behind its last octet
  record End(InetSocketAddress source, OptionalInt begun, int next) {}

  /// Whether a segment belongs to what is over.
  boolean has(Segment segment, InetSocketAddress source) {
    if (segment.isOpening()) return isBegunBy(segment, source);
    int length = segment.payload().remaining();
    int seen = of(source).next() - segment.sequence();
    return length == 0 || (seen >= length && seen <= LATE);
  }

  /// RFC 9293 3.4.1: the initial sequence number tells a SYN from that of another connection.
  boolean isBegunBy(Segment opening, InetSocketAddress source) {
    return of(source).begun().equals(OptionalInt.of(opening.sequence()));
  }

  private End of(InetSocketAddress source) {
    return source.equals(opener.source()) ? opener : other;
  }
}
