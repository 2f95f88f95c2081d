package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The frame that is being read: what it completes has its number and time.
///
/// @param needed the numbers of the frames before it that it takes to read it so
record Moment(long number, Instant time, List<Long> needed) {
  Moment(long number, Instant time) {
    this(number, time, List.of());
  }

  /// The same moment where these frames are needed too.
  Moment needing(List<Long> earlier) {
    if (needed.isEmpty()) return new Moment(number, time, earlier);
    List<Long> all = new ArrayList<>(needed);
    all.addAll(earlier);
    return new Moment(number, time, all);
  }

  /// The same moment where it takes the frames of those to read it.
  Moment after(List<Moment> before) {
    List<Long> frames = new ArrayList<>(before.size());
    for (Moment it : before) {
      frames.addAll(it.needed);
      frames.add(it.number);
    }
    return needing(frames);
  }

  Row row(InetSocketAddress source, InetSocketAddress destination, Content content) {
    return row(source, destination, OptionalInt.empty(), content);
  }

  Row row(
      InetSocketAddress source,
      InetSocketAddress destination,
      OptionalInt tcpStream,
      Content content) {
    return new Row(number, needed, time, source, destination, tcpStream, content);
  }
}
