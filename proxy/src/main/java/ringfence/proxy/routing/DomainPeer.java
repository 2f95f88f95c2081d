package ringfence.proxy.routing;

import java.util.List;
import java.util.Optional;
import ringfence.proxy.peer.Peer;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;
import ringfence.transport.resolve.Target;

/// The server of a domain that no trunk is set for: found by DNS, RFC 3263, and named by the URI
/// that it was found for. Over TLS only: nothing else shows that it is the one that was meant.
final class DomainPeer {
  private static final List<Transport> OVER = List.of(Transport.TLS);

  private DomainPeer() {}

  static Peer of(SipUri uri) {
    SipUri domain = SipUri.of(uri.host());
    SipUri named =
        uri.parameter("transport").map(t -> domain.withParameter("transport", t)).orElse(domain);
    return new Peer(named.toString(), Target.of(named, OVER));
  }

  /// The server of that name; empty when the name is no URI.
  static Optional<Peer> named(String name) {
    try {
      return Optional.of(of(SipUri.parse(name)));
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }
}
