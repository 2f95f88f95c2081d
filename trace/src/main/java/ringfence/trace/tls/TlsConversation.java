package ringfence.trace.tls;

import java.net.InetSocketAddress;
import java.util.List;

/// One TLS connection of a capture: fed with the octets of its TCP connection in their order, it
/// returns what they say. It holds a record and a handshake message in each direction at most, and
/// the handshake while that lasts.
public final class TlsConversation {
  private final Sender forward;
  private final Sender backward;
  private final Negotiation negotiation;

  /// @param first where what goes FORWARD comes from
  /// @param second the other end
  public TlsConversation(InetSocketAddress first, InetSocketAddress second, TlsSecrets secrets) {
    this.negotiation = new Negotiation(first, second, secrets);
    this.forward = new Sender(Direction.FORWARD, negotiation);
    this.backward = new Sender(Direction.BACKWARD, negotiation);
  }

  /// The next octets in a direction, in pieces of any size; each event comes with the octets that
  /// made it whole.
  public List<TlsEvent> feed(Direction direction, byte[] octets) {
    return sender(direction).feed(octets);
  }

  /// Octets that were sent in a direction but are not in the capture.
  public List<TlsEvent> lost(Direction direction, long octets) {
    return sender(direction).lost(octets);
  }

  /// How many octets it holds until more comes.
  public int held() {
    return forward.held() + backward.held() + negotiation.held();
  }

  private Sender sender(Direction direction) {
    return direction == Direction.FORWARD ? forward : backward;
  }
}
