package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// The frame that is being read: what it completes has its number and time.
///
/// @param fragments the numbers of the frames whose fragments it completes
record Moment(long number, Instant time, List<Long> fragments) {
  Moment(long number, Instant time) {
    this(number, time, List.of());
  }

  /// The moment at which the last fragment of a datagram came.
  Moment completing(List<Long> earlier) {
    return new Moment(number, time, earlier);
  }

  Row row(InetSocketAddress source, InetSocketAddress destination, Content content) {
    return row(source, destination, OptionalInt.empty(), content);
  }

  Row row(
      InetSocketAddress source,
      InetSocketAddress destination,
      OptionalInt tcpStream,
      Content content) {
    return new Row(number, fragments, time, source, destination, tcpStream, content);
  }
}
