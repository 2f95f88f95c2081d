package ringfence.transport;

import java.net.InetSocketAddress;

/// Something notable on the wire's side, for the event log and the counters.
///
/// @param text a sentence for a person
public record TransportEvent(Kind kind, InetSocketAddress remote, String text) {
  public enum Kind {
    ACCEPTED,
    CONNECTED,
    CONNECT_FAILED,
    CLOSED,
    /// A TLS handshake that a peer began with us and that failed.
    HANDSHAKE_FAILED,
    /// Plain SIP or something else that is not TLS came to a TLS listener.
    NOT_TLS,
    /// A connection was turned away because there are too many.
    TOO_MANY_CONNECTIONS,
    /// A connection from a network that the listener is not for.
    NOT_ALLOWED,
    /// A message could not be read.
    MALFORMED,
    /// A message could not be sent.
    NOT_SENT
  }
}
