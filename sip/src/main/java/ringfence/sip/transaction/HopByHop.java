package ringfence.sip.transaction;

import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// The two requests that a client transaction makes from its INVITE by itself: the ACK to a refusal
/// and the CANCEL.
final class HopByHop {
  private static final int MAX_FORWARDS = 70;

  private HopByHop() {}

  /// RFC 3261 17.1.1.3: all from the INVITE, but the To from the response.
  static SipRequest ack(SipRequest invite, SipResponse response) {
    return from(invite, Method.ACK, response.to());
  }

  /// RFC 3261 9.1: "The Request-URI, Call-ID, To, the numeric part of CSeq, and From header fields
  /// in the CANCEL request MUST be identical to those in the request being cancelled".
  static SipRequest cancel(SipRequest invite) {
    return from(invite, Method.CANCEL, invite.to());
  }

  private static SipRequest from(SipRequest invite, Method method, NameAddr to) {
    // RFC 3261 9.1 and 17.1.1.3: "a single Via header field value matching the top Via value"; the
    // Route fields are those of the INVITE
    Headers headers =
        Headers.NONE
            .append(Header.VIA, invite.topVia())
            .append(Header.MAX_FORWARDS, MAX_FORWARDS)
            .appendFrom(invite.headers(), Header.ROUTE)
            .appendFrom(invite.headers(), Header.FROM)
            .append(Header.TO, to)
            .appendFrom(invite.headers(), Header.CALL_ID)
            .append(Header.CSEQ, new CSeq(invite.cseq().number(), method));
    return new SipRequest(method, invite.uri(), headers);
  }
}
