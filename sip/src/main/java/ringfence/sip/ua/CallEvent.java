package ringfence.sip.ua;

import java.util.Optional;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;

/// News of a call for the application.
public sealed interface CallEvent {
  /// The peer is alerted (180) or the call makes progress (181 to 199), without a body.
  record Progress(StatusCode status, SipResponse response) implements CallEvent {}

  /// A provisional response with a session description: the answer to our offer, ahead of the 2xx.
  record EarlyMedia(StatusCode status, Body body, SipResponse response) implements CallEvent {}

  /// The peer has answered our call; the ACK is on its way. `body` is the answer to our offer,
  /// empty when it came in an [EarlyMedia] and was not repeated.
  record Answered(Optional<Body> body, SipResponse response) implements CallEvent {}

  /// The peer offers: its 2xx to our INVITE without an offer, or a re-INVITE or UPDATE. Answer with
  /// [Call#answerOffer] or [Call#refuseOffer].
  record Offered(Body offer) implements CallEvent {}

  /// The peer wants an offer from us: a re-INVITE without a body. Give it with [Call#answerOffer].
  record OfferWanted() implements CallEvent {}

  /// The peer has accepted the offer that we made.
  record OfferAccepted(Body answer) implements CallEvent {}

  /// The peer has refused the offer that we made within the call; the session stays as it was.
  record OfferRefused(SipResponse response) implements CallEvent {}

  /// The ACK to our 2xx has come: the call that we answered is up.
  record Confirmed() implements CallEvent {}

  /// The peer sent another request within the call: INFO, REFER, NOTIFY, OPTIONS, MESSAGE. Answer
  /// it with [Call#respond].
  record Requested(SipRequest request, TransactionKey key) implements CallEvent {}

  /// The final response to a request made with [Call#request].
  record Replied(SipRequest request, SipResponse response) implements CallEvent {}

  /// The call is over.
  record Ended(CallEnd end) implements CallEvent {}
}
