package ringfence.proxy.routing;

import java.util.Optional;
import ringfence.proxy.peer.Peer;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// The other nodes of this proxy, as routing sees them.
public interface Nodes {
  /// Whether a flow is a link of another node, which has proved by its certificate to be one: what
  /// comes over it was admitted there.
  boolean isNode(Flow flow);

  /// The node whose Record-Route or token this URI is, up or not; never this one.
  Optional<String> named(Uri route);

  /// Where a node is reached; empty while it is down.
  Optional<Peer> reach(String node);

  /// The URI that leads to a node and there to what `token` names.
  Optional<Uri> route(String node, String token);

  /// A proxy that stands alone.
  static Nodes none() {
    return new Nodes() {
      @Override
      public boolean isNode(Flow flow) {
        return false;
      }

      @Override
      public Optional<String> named(Uri route) {
        return Optional.empty();
      }

      @Override
      public Optional<Peer> reach(String node) {
        return Optional.empty();
      }

      @Override
      public Optional<Uri> route(String node, String token) {
        return Optional.empty();
      }
    };
  }
}
