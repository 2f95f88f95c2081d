package ringfence.sip.transaction;

import java.net.InetSocketAddress;
import ringfence.sip.message.Transport;

/// The way a message came or is to go: a connection, or a pair of UDP addresses (RFC 5626 section
/// 1). A value: `id` tells two connections between the same addresses apart, and stays with one
/// connection for its whole life.
public record Flow(
    long id, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
  /// Whether the transport itself repeats what is lost, so that most timers are zero.
  public boolean isReliable() {
    return transport.isReliable();
  }
}
