package ringfence.proxy.routing;

import java.util.List;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.transaction.Flow;

/// Makes the copies that go downstream, RFC 3261 section 16.6 in its order.
final class Forwarding {
  private static final int MAX_FORWARDS = 70;

  private final OwnVia via;
  private final RecordRoute recordRoute;
  private final LoopDetection loops;

  Forwarding(OwnVia via, RecordRoute recordRoute, LoopDetection loops) {
    this.via = via;
    this.recordRoute = recordRoute;
    this.loops = loops;
  }

  /// The copy that takes this way, which leads over this flow.
  SipRequest copy(Original original, Way way, Flow flow) {
    // RFC 3261 16.6 steps 1 and 2
    SipRequest copy = original.routed().request();
    if (!copy.uri().equals(way.uri())) copy = copy.withUri(way.uri());
    // RFC 3261 16.6 step 3: "If the copy contains a Max-Forwards header field, the proxy MUST
    // decrement its value by one (1)." "If the copy does not contain a Max-Forwards header field,
    // the proxy MUST add one with a field value, which SHOULD be 70."
    int left = copy.headers().first(Header.MAX_FORWARDS).map(n -> n - 1).orElse(MAX_FORWARDS);
    copy = copy.with(Header.MAX_FORWARDS, Math.max(0, left));
    // RFC 5393 5.3.3: "All proxied requests MUST contain a single Max-Breadth header field value."
    copy = copy.with(Header.MAX_BREADTH, original.breadth());
    // RFC 3261 16.6 step 4
    copy = copy.with(recordRoute.onto(copy, original.received().flow(), flow));
    for (NameAddr route : way.routes().reversed()) {
      copy = copy.with(copy.headers().prepend(Header.ROUTE, route));
    }
    copy = towardsStrictRouter(copy);
    // RFC 3261 16.6 step 8: "The proxy MUST insert a Via header field value into the copy before
    // the existing Via header field values."
    String branch = loops.branch(original.received().request());
    return copy.with(copy.headers().prepend(Header.VIA, via.on(flow, branch)));
  }

  private static SipRequest towardsStrictRouter(SipRequest copy) {
    List<NameAddr> routes = copy.headers().all(Header.ROUTE);
    if (routes.isEmpty()) return copy;
    boolean loose = routes.getFirst().uri() instanceof SipUri next && next.isLooseRouter();
    if (loose) return copy;
    // RFC 3261 16.6 step 6: "the proxy MUST place the Request-URI into the Route header field as
    // the
    // last value" and "the first Route header field value into the Request-URI and remove that
    // value"
    Headers headers = copy.headers().withoutFirst(Header.ROUTE);
    headers = headers.append(Header.ROUTE, NameAddr.of(copy.uri()));
    return copy.with(headers).withUri(routes.getFirst().uri());
  }
}
