package ringfence.proxy.routing;

import java.util.Optional;
import ringfence.proxy.routing.RecordRoute.Routed;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;

/// A request of which copies are made.
///
/// @param received as it came in
/// @param routed without our routes
/// @param breadth the Max-Breadth of each copy, RFC 5393 section 5.3
record Original(Incoming received, Routed routed, int breadth) {
  // RFC 5393 5.3.3: "it MUST add one, with a value that is RECOMMENDED to be 60"; the most that is
  // taken from others is the same
  private static final int MAX_BREADTH = 60;

  /// The original for so many copies at a time; empty when that is more than its sender allows.
  static Optional<Original> of(Incoming received, Routed routed, int copies) {
    SipRequest request = received.request();
    int allowed = request.headers().first(Header.MAX_BREADTH).orElse(MAX_BREADTH);
    // RFC 5393 5.3.3: "SIP proxies MUST NOT allow the Outgoing Max-Breadth to exceed the Incoming
    // Max-Breadth in a given response context."
    int share = Math.min(allowed, MAX_BREADTH) / copies;
    return share == 0 ? Optional.empty() : Optional.of(new Original(received, routed, share));
  }
}
