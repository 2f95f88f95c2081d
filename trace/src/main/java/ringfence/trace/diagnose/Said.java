package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.trace.capture.Carrier;

/// A SIP message of a capture.
record Said(
    long frame,
    Instant time,
    InetSocketAddress from,
    InetSocketAddress to,
    SipMessage message,
    Optional<SessionDescription> session,
    Carrier carrier) {
  boolean isRequest(Method method) {
    return message instanceof SipRequest request && request.is(method);
  }

  /// The status; 0 of a request.
  int status() {
    return message instanceof SipResponse response ? response.status().value() : 0;
  }

  /// Whether this answers a request: the same Call-ID, CSeq and branch, the other way.
  boolean answers(Said request) {
    return message instanceof SipResponse
        && message.callId().equals(request.message.callId())
        && message.cseq().equals(request.message.cseq())
        && to.equals(request.from)
        && message.topVia().branch().equals(request.message.topVia().branch());
  }

  /// How long it is on the wire.
  int octets() {
    return message.toBytes().length;
  }

  /// The start line.
  String line() {
    return message.toString().lines().findFirst().orElse("");
  }
}
