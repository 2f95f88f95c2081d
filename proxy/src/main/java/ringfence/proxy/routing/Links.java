package ringfence.proxy.routing;

import java.util.Optional;
import ringfence.proxy.peer.Peer;
import ringfence.sip.transaction.Flow;

/// What routing knows of the links of the proxy.
public interface Links {
  /// Whether a flow can carry a message now.
  boolean isUp(Flow flow);

  /// The server at the other end, where it has proved to be one: we connected to it and checked its
  /// name, or it connected to us with a certificate of its name or from its address.
  Optional<Peer> peerOf(Flow flow);

  /// Whether it is a link that we opened and on which both sides have shown certificates and been
  /// found good, so that the server may send its requests to us over it (RFC 5923).
  boolean isMutual(Flow flow);

  /// An open connection to a server, for what cannot wait for one.
  Optional<Flow> openTo(Peer peer);
}
