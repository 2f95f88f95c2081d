package ringfence.proxy.routing;

import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Flow;

/// The messages that the proxy makes of one request.
record Messages(Original original, Forwarding forwarding, Refusals refusals) {
  /// The copy for a target on its way over this flow.
  SipRequest copy(Course course, Flow flow) {
    return forwarding.copy(original, course.way(), flow);
  }

  /// An answer of our own.
  SipResponse answer(StatusCode status, String why) {
    return refusals.answer(original.received().request(), status, why);
  }
}
