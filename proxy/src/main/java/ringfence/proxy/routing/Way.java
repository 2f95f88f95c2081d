package ringfence.proxy.routing;

import java.util.List;
import ringfence.proxy.peer.Peer;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;

/// One way to a target: where its copy leaves, and what then stands in it.
///
/// @param uri the Request-URI of the copy
/// @param routes what goes in front of its Route, the first to be visited first: the Path of a
///   binding, or the token of the node that holds its flow
record Way(Hop hop, Uri uri, List<NameAddr> routes) {
  /// The next hop, RFC 3261 section 16.6 step 7.
  sealed interface Hop {
    /// A flow that is up.
    record Over(Flow flow) implements Hop {}

    /// A connection to a server, which is looked up, and opened where there is none.
    record To(Peer peer) implements Hop {}
  }

  static Way over(Flow flow, Uri uri) {
    return new Way(new Hop.Over(flow), uri, List.of());
  }

  static Way to(Peer peer, Uri uri) {
    return new Way(new Hop.To(peer), uri, List.of());
  }
}
