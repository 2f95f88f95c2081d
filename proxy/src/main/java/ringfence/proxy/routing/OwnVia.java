package ringfence.proxy.routing;

import ringfence.sip.message.Via;
import ringfence.sip.transaction.Flow;

/// Our Via, RFC 3261 section 16.6 step 8: where responses come to, and whether requests may come
/// back over the link that it is sent on.
public record OwnVia(OwnAddresses own, Links links) {
  /// The Via of a request that goes out over `flow`.
  public Via on(Flow flow, String branch) {
    Via via = Via.of(flow.transport(), own.on(flow), branch);
    // RFC 5923 8.1: "The "alias" header field parameter is included in a Via header field value to
    // indicate that the client wants to create a transport layer alias."
    return links.isMutual(flow) ? via.with(via.parameters().with("alias")) : via;
  }
}
