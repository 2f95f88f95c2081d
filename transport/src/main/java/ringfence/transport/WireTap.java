package ringfence.transport;

import java.net.InetSocketAddress;
import java.time.Instant;
import ringfence.sip.message.Transport;

/// An observer of everything that is said: each SIP message and each media datagram. It is called
/// on the loop's thread and must be quick; it may keep the bytes.
@FunctionalInterface
public interface WireTap {
  void observed(Observed observed);

  /// Which way it went, seen from here.
  enum Direction {
    IN,
    OUT
  }

  /// What it was.
  enum Kind {
    SIP,
    RTP,
    RTCP
  }

  /// One message or datagram.
  ///
  /// @param flow id of the flow, 0 for media
  /// @param transport `UDP` for media
  /// @param bytes as on the wire, within TLS in clear
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Observed(
      Kind kind,
      Direction direction,
      Instant at,
      long flow,
      Transport transport,
      InetSocketAddress local,
      InetSocketAddress remote,
      byte[] bytes) {}
}
