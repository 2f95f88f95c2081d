package ringfence.adapter.call;

import java.util.Optional;
import ringfence.sip.message.Headers;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.StatusCode;
import ringfence.sip.ua.Refusal;

/// How a line does not take a call.
public final class LineRefusals {
  private LineRefusals() {}

  static StatusCode status(LineOrder.Refuse.Why why) {
    return switch (why) {
      case BUSY -> StatusCode.BUSY_HERE;
      case UNUSABLE -> StatusCode.FORBIDDEN;
    };
  }

  /// Sends the caller to another number; while there is no way there, we are not available.
  public static Refusal redirection(Optional<SipUri> other) {
    // RFC 3261 21.3.3: "The requesting client SHOULD retry the request at the new address(es) given
    // by the Contact header field"
    return other
        .map(to -> Headers.NONE.append("Contact", "<" + to + ">"))
        .map(contact -> Refusal.of(StatusCode.MOVED_TEMPORARILY).with(contact))
        .orElseGet(() -> Refusal.of(StatusCode.TEMPORARILY_UNAVAILABLE));
  }
}
