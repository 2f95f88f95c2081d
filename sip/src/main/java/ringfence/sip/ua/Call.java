package ringfence.sip.ua;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.TransactionKey;

/// One call: an INVITE session of either role with everything in its dialog, RFC 3261 sections 9,
/// 13, 14 and 15, RFC 3311 and RFC 4028.
///
/// Sans I/O: each command and each event from the transaction layer returns what is to be done. The
/// owner keeps it until [UaOutput.Finished], finds it by its Call-ID, and calls [#elapse] at
/// [#deadline].
///
/// A command that does not fit the state (an answer that crosses a CANCEL) does nothing.
public final class Call {
  private final Leg leg;
  private final Optional<Uri> target;
  private final Optional<Body> offer;

  private Call(Leg leg, Optional<Uri> target, Optional<Body> offer) {
    this.leg = leg;
    this.target = target;
    this.offer = offer;
  }

  /// A call of ours to `target`, not yet begun: see [#invite].
  public static Call to(Uri target, Account account, Identifiers identifiers) {
    var leg = new Leg(account, identifiers, identifiers.callId());
    return new Call(leg, Optional.of(target), Optional.empty());
  }

  /// A call that came in as `invite`, which has no To tag and passed a [Greeter]. [#offer] says
  /// what it offers. Ring, answer or reject it.
  public static Call from(
      SipRequest invite, TransactionKey key, Account account, Identifiers identifiers) {
    var leg = new Leg(account, identifiers, invite.callId());
    leg.become(new Incoming(leg, invite, key));
    return new Call(leg, Optional.empty(), Body.of(invite));
  }

  /// Begins the call.
  ///
  /// @param extra header fields of this INVITE alone: Replaces, Referred-By, Privacy
  public List<UaOutput> invite(Optional<Body> offer, Headers extra, Instant now) {
    target.filter(_ -> !leg.ownsCallId()).ifPresent(uri -> Outgoing.begin(leg, uri, extra, offer));
    return leg.out().take();
  }

  /// Tells the caller that we ring: 180, with a session description where one is given.
  public List<UaOutput> ring(Optional<Body> answer, Instant now) {
    leg.phase().alert(StatusCode.RINGING, answer, now);
    return leg.out().take();
  }

  /// Early media: 183 with our answer to the offer.
  public List<UaOutput> progress(Body answer, Instant now) {
    leg.phase().alert(StatusCode.SESSION_PROGRESS, Optional.of(answer), now);
    return leg.out().take();
  }

  /// Takes the call: 200 with our answer, or with our offer when the INVITE had none.
  public List<UaOutput> answer(Body body, Instant now) {
    leg.phase().answer(body, now);
    return leg.out().take();
  }

  /// Refuses or redirects a call that we have not taken.
  public List<UaOutput> reject(Refusal refusal, Instant now) {
    leg.phase().reject(refusal, now);
    return leg.out().take();
  }

  /// Ends the call in whatever state it is: CANCEL, 480 or BYE, as soon as each may be sent.
  /// [CallEvent.Ended] comes at once; races that follow are dealt with until [UaOutput.Finished].
  public List<UaOutput> hangUp(Instant now) {
    leg.phase().hangUp(now);
    return leg.out().take();
  }

  /// Offers a change of the session by re-INVITE (hold, resume, T.38), as soon as nothing else is
  /// being negotiated; a glare is tried again by itself. The latest offer stands for those that
  /// still wait.
  public List<UaOutput> sendOffer(Body offer, Instant now) {
    leg.phase().offer(Method.INVITE, Optional.of(offer), now);
    return leg.out().take();
  }

  /// Asks the peer for an offer by a re-INVITE without one; [CallEvent.Offered] follows.
  public List<UaOutput> askForOffer(Instant now) {
    leg.phase().offer(Method.INVITE, Optional.empty(), now);
    return leg.out().take();
  }

  /// The same as [#sendOffer] by UPDATE (RFC 3311).
  public List<UaOutput> sendUpdate(Body offer, Instant now) {
    leg.phase().offer(Method.UPDATE, Optional.of(offer), now);
    return leg.out().take();
  }

  /// Our answer to [CallEvent.Offered], or our offer after [CallEvent.OfferWanted].
  public List<UaOutput> answerOffer(Body body, Instant now) {
    leg.phase().answerOffer(body, now);
    return leg.out().take();
  }

  /// Refuses what the peer offers within the call; the session stays as it was. An offer in the 2xx
  /// to our INVITE cannot be refused: the call ends.
  public List<UaOutput> refuseOffer(Refusal refusal, Instant now) {
    leg.phase().refuseOffer(refusal, now);
    return leg.out().take();
  }

  /// Another request within the call: INFO, REFER, NOTIFY. [CallEvent.Replied] follows.
  public List<UaOutput> request(Method method, Headers extra, Optional<Body> body, Instant now) {
    leg.phase().request(method, extra, body);
    return leg.out().take();
  }

  /// Answers [CallEvent.Requested].
  public List<UaOutput> respond(CallEvent.Requested asked, Refusal refusal) {
    leg.respond(asked.request(), asked.key(), refusal);
    return leg.out().take();
  }

  /// Accepts [CallEvent.Requested] with 200, or 202 for a REFER.
  public List<UaOutput> accept(CallEvent.Requested asked) {
    boolean refers = asked.request().is(Method.REFER);
    leg.respond(asked.request(), asked.key(), refers ? StatusCode.ACCEPTED : StatusCode.OK);
    return leg.out().take();
  }

  /// A request with this Call-ID that began a server transaction.
  public List<UaOutput> receive(SipRequest request, TransactionKey key, Instant now) {
    leg.phase().receive(request, key, now);
    return leg.out().take();
  }

  /// An ACK with this Call-ID outside transactions.
  public List<UaOutput> receiveAck(SipRequest ack, Instant now) {
    leg.phase().receiveAck(ack, now);
    return leg.out().take();
  }

  /// The INVITE of that server transaction has been cancelled.
  public List<UaOutput> cancelled(TransactionKey invite, SipRequest cancel, Instant now) {
    leg.phase().cancelled(invite, cancel, now);
    return leg.out().take();
  }

  /// A response to a request of this call.
  public List<UaOutput> receive(SipResponse response, Instant now) {
    leg.phase().receive(response, now);
    return leg.out().take();
  }

  /// The client transaction of this request of ours failed, or no flow could be had for it.
  public List<UaOutput> failed(SipRequest request, Failure failure, Instant now) {
    leg.phase().failed(request, failure, now);
    return leg.out().take();
  }

  /// Does what is due.
  public List<UaOutput> elapse(Instant now) {
    leg.phase().elapse(now);
    return leg.out().take();
  }

  /// When [#elapse] next has something to do.
  public Optional<Instant> deadline() {
    return leg.phase().deadline();
  }

  /// What all messages of this call have in common.
  public String callId() {
    return leg.callId();
  }

  /// Our tag in this call; with the Call-ID it tells the two ends of a call apart that comes back
  /// to the same user agent.
  public String localTag() {
    return leg.localTag();
  }

  /// The dialog of the call once it is answered, and the early one of a call that came in.
  public Optional<DialogId> dialog() {
    return leg.phase().dialog();
  }

  /// The offer that came with the INVITE.
  public Optional<Body> offer() {
    return offer;
  }
}
