package ringfence.trace.capture;

import java.net.InetSocketAddress;
import java.time.Instant;

/// Something that passed at a socket, as a tap saw it. Nobody may change the octets afterwards.
public sealed interface Passed {
  /// One datagram, as it was sent.
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to a file, nothing to compare
  record Datagram(
      Instant time, InetSocketAddress source, InetSocketAddress destination, byte[] bytes)
      implements Passed {
    private static final int MOST_BYTES = 65_507;

    public Datagram {
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("a datagram of " + bytes.length + " octets");
      }
    }
  }

  /// A TCP connection is up; `source` opened it.
  record Opened(Instant time, InetSocketAddress source, InetSocketAddress destination)
      implements Passed {}

  /// Octets of a TCP connection as they went over the wire, TLS records among them.
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to a file, nothing to compare
  record Octets(Instant time, InetSocketAddress source, InetSocketAddress destination, byte[] bytes)
      implements Passed {}

  /// A TCP connection is over; `source` ended it.
  ///
  /// @param reset whether it broke, instead of being closed
  record Closed(
      Instant time, InetSocketAddress source, InetSocketAddress destination, boolean reset)
      implements Passed {}

  /// Lines of a key log (`SSLKEYLOGFILE`) that open what comes after.
  record Secrets(String lines) implements Passed {
    @Override
    public String toString() {
      return "Secrets";
    }
  }
}
