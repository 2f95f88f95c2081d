package ringfence.transport;

import java.net.InetSocketAddress;
import java.time.Instant;
import ringfence.transport.WireTap.Direction;

/// An observer of TCP connections at the socket, below TLS: the octets that went over the wire, as
/// they went. It is called on the loop's thread and must be quick; it may keep the octets. A
/// `WireTap` sees what they meant.
@FunctionalInterface
public interface StreamTap {
  void passed(Passed passed);

  /// Between whom.
  ///
  /// @param outgoing whether we opened it
  record Connection(boolean outgoing, InetSocketAddress local, InetSocketAddress remote) {}

  /// Something that happened to a connection.
  sealed interface Passed {
    Connection connection();

    Instant at();

    /// It is up. Whoever begins to look at a connection that is up already does not get this.
    record Opened(Connection connection, Instant at) implements Passed {}

    /// Octets of its stream; a secret that opens them has gone to the key log before.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Octets(Connection connection, Instant at, Direction direction, byte[] bytes)
        implements Passed {}

    /// It is over.
    ///
    /// @param direction from whom the end came
    /// @param reset whether it broke, instead of being closed
    record Closed(Connection connection, Instant at, Direction direction, boolean reset)
        implements Passed {}
  }
}
