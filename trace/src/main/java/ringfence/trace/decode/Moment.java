package ringfence.trace.decode;

import java.net.InetSocketAddress;
import java.time.Instant;

/// The frame that is being read: what it completes has its number and time.
record Moment(long number, Instant time) {
  Row row(InetSocketAddress source, InetSocketAddress destination, Content content) {
    return new Row(number, time, source, destination, content);
  }
}
