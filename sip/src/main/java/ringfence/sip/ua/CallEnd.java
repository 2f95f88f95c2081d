package ringfence.sip.ua;

import java.util.List;
import ringfence.sip.message.Contact;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;

/// Why a call ended.
public sealed interface CallEnd {
  /// We hung up or cancelled.
  record HungUp() implements CallEnd {}

  /// We refused the call.
  record Refused(StatusCode status) implements CallEnd {}

  /// The peer hung up with this BYE.
  record PeerHungUp(SipRequest bye) implements CallEnd {}

  /// The caller gave up before we answered.
  record PeerCancelled(SipRequest cancel) implements CallEnd {}

  /// The peer or a proxy refused our call.
  record PeerRefused(SipResponse response) implements CallEnd {}

  /// The peer can be reached elsewhere (3xx).
  record Redirected(List<Contact> contacts, SipResponse response) implements CallEnd {}

  /// Our credentials were refused, or there were none for the challenge.
  record Unauthorized(SipResponse response) implements CallEnd {}

  /// No answer came in time to our INVITE, or to a request in the call.
  record TimedOut() implements CallEnd {}

  /// The flow broke under our INVITE.
  record FlowFailed() implements CallEnd {}

  /// No ACK came to our 2xx (RFC 3261 13.3.1.4).
  record NoAck() implements CallEnd {}

  /// No refresh came before the session expired (RFC 4028 10).
  record SessionExpired() implements CallEnd {}

  /// The peer knows nothing of the call any more (481 or 408 within it).
  record PeerForgot(SipResponse response) implements CallEnd {}
}
