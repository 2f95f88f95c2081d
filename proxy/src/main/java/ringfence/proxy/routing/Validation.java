package ringfence.proxy.routing;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;

/// Request validation, RFC 3261 section 16.3 items 2 to 5; the parser did item 1.
final class Validation {
  private final LoopDetection loops;

  Validation(LoopDetection loops) {
    this.loops = loops;
  }

  /// The first thing that is wrong with the request, if any is.
  Optional<Refusal> check(SipRequest request) {
    // RFC 3261 16.3 item 2: "the proxy SHOULD reject the request with a 416 (Unsupported URI
    // Scheme)"
    if (!(request.uri() instanceof SipUri)) {
      return refuse(StatusCode.UNSUPPORTED_URI_SCHEME, "this proxy routes sip: and sips: only");
    }
    // RFC 3261 16.3 item 3: "If the request contains a Max-Forwards header field with a field value
    // of zero (0), the element MUST NOT forward the request." It MAY answer OPTIONS itself.
    boolean spent = request.headers().first(Header.MAX_FORWARDS).filter(n -> n == 0).isPresent();
    if (spent && !request.is(Method.OPTIONS) && !request.is(Method.REGISTER)) {
      return refuse(StatusCode.TOO_MANY_HOPS, "Max-Forwards is used up");
    }
    if (loops.hasLooped(request)) {
      return refuse(StatusCode.LOOP_DETECTED, "the request was here before, unchanged");
    }
    // RFC 3261 16.3 item 5: "If this element does not understand one or more Proxy-Require
    // option-tag
    // values found in the request, the element MUST return a 420 (Bad Extension) response."
    List<String> required = request.headers().all(Header.PROXY_REQUIRE);
    if (!required.isEmpty() && !request.is(Method.CANCEL)) {
      String why = "no extension asked of this proxy is supported";
      return Optional.of(new Refusal(StatusCode.BAD_EXTENSION, why, required));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(StatusCode status, String why) {
    return Optional.of(Refusal.of(status, why));
  }
}
