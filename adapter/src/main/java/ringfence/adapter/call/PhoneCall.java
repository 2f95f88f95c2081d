package ringfence.adapter.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.adapter.gateway.UserAgent;
import ringfence.adapter.log.UnitEvents;
import ringfence.adapter.route.Signaling;
import ringfence.manage.event.EventLog;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.Outcome;
import ringfence.sdp.SessionDescription;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.ua.Body;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEnd;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.Refusal;
import ringfence.sip.ua.UaOutput;
import ringfence.transport.Loop;

/// One call of a line: its signalling, what the parties agreed on, and its audio. On the SIP loop;
/// the audio belongs to the media loop.
public final class PhoneCall {
  /// What every call of a unit works with.
  ///
  /// @param refusals how an offer is refused that cannot be met
  /// @param signaling as the call's route has it
  public record Surroundings(
      Loop loop,
      UserAgent userAgent,
      OfferRefusals refusals,
      EventLog events,
      RandomGenerator chance,
      Signaling signaling) {}

  private static final Duration GRACE = Duration.ofSeconds(32);

  private final NewCall origin;
  private final Surroundings unit;
  private final Call call;
  private final Negotiation negotiation;
  private final CallAudio audio;
  private final CallReferrals referrals = new CallReferrals(this);
  private final Instant begun;
  private CallListener listener;
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<String> cause = Optional.empty();
  private boolean wantsHold;
  private boolean offering;
  private boolean over;

  PhoneCall(NewCall origin, Negotiation negotiation, CallAudio audio, CallListener listener) {
    this.origin = origin;
    this.unit = origin.way().calls();
    this.call = origin.call();
    this.negotiation = negotiation;
    this.audio = audio;
    this.listener = listener;
    this.begun = unit.loop().now();
    unit.userAgent().take(call, this::told);
  }

  /// Tells its news to another from now on.
  void listener(CallListener other) {
    listener = other;
  }

  CallListener listener() {
    return listener;
  }

  NewCall origin() {
    return origin;
  }

  CallReferrals referrals() {
    return referrals;
  }

  boolean isAnswered() {
    return answeredAt.isPresent();
  }

  boolean isHeld() {
    return wantsHold;
  }

  boolean isOver() {
    return over;
  }

  CallAudio audio() {
    return audio;
  }

  /// Begins an own call.
  void invite() {
    Body offer = body(negotiation.offer(false, now()).description());
    perform(call.invite(Optional.of(offer), origin.inInvite(), now()));
  }

  /// Looks at a call that came in; true when it rings now, false when it was refused.
  boolean receive() {
    if (call.offer().isEmpty()) {
      perform(call.ring(Optional.empty(), now()));
      return true;
    }
    return switch (negotiation.offered(call.offer().get().bytes(), now())) {
      case Outcome.Agreed agreed -> {
        agree(agreed);
        Optional<Body> early = Optional.of(body(agreed.local()));
        perform(call.ring(early.filter(_ -> unit.signaling().sdpIn180()), now()));
        yield true;
      }
      case Outcome.Refused refused -> {
        perform(call.reject(unit.refusals().refusal(refused), now()));
        yield false;
      }
    };
  }

  /// Takes the call: with the answer that the ringing carried, or with an offer of ours where the
  /// caller made none.
  void answer() {
    answeredAt = Optional.of(now());
    SessionDescription local =
        negotiation
            .agreed()
            .map(Outcome.Agreed::local)
            .orElseGet(() -> negotiation.offer(false, now()).description());
    perform(call.answer(body(local), now()));
  }

  /// Refuses or redirects a call that rings.
  void reject(Refusal refusal) {
    perform(call.reject(refusal, now()));
  }

  void hangUp() {
    perform(call.hangUp(now()));
  }

  /// Leaves a peer that hangs up by itself, as RFC 5589 6.1 has it of one whose REFER we followed;
  /// should it not, we do.
  void leave() {
    var _ = unit.loop().after(GRACE, this::hangUp);
  }

  /// Puts the peer on hold, or takes it back; while an offer is out, after its answer.
  void hold(boolean on) {
    wantsHold = on;
    if (!offering) offer();
  }

  private void offer() {
    offering = true;
    audio.expect();
    perform(call.sendOffer(body(negotiation.offer(wantsHold, now()).description()), now()));
  }

  CallStatus status() {
    Optional<Duration> setup = answeredAt.map(then -> Duration.between(begun, then));
    return new CallStatus(
        call.callId(), origin.outgoing(), peer(), setup, audio.statistics(), audio.keysHeard());
  }

  private void told(CallEvent event) {
    switch (event) {
      case CallEvent.Progress(StatusCode status, _) -> {
        if (status.equals(StatusCode.RINGING)) listener.ringing(this, false);
      }
      case CallEvent.EarlyMedia(StatusCode status, Body answer, _) -> {
        if (agreed(answer)) listener.ringing(this, !status.equals(StatusCode.RINGING));
      }
      case CallEvent.Answered(Optional<Body> answer, _) -> answered(answer);
      case CallEvent.Offered(Body offer) -> offered(offer);
      case CallEvent.OfferWanted() -> offerWanted();
      case CallEvent.OfferAccepted(Body answer) -> offerAccepted(answer);
      case CallEvent.OfferRefused(SipResponse response) -> offerRefused(response);
      case CallEvent.Requested requested -> referrals.requested(requested);
      case CallEvent.Replied(var request, var response) -> referrals.replied(request, response);
      case CallEvent.Ended(CallEnd end) -> ended(end);
      case CallEvent.Confirmed() -> {}
    }
  }

  private void answered(Optional<Body> answer) {
    answeredAt = Optional.of(now());
    boolean usable = answer.map(this::agreed).orElse(negotiation.agreed().isPresent());
    if (usable) listener.answered(this);
  }

  private void offered(Body offer) {
    switch (negotiation.offered(offer.bytes(), now())) {
      case Outcome.Agreed agreed -> {
        agree(agreed);
        answerOffer(agreed.local());
        // RFC 3261 14.1: ours waits after a 491; by then it would be out of date
        if (offering) offer();
      }
      case Outcome.Refused refused ->
          perform(call.refuseOffer(unit.refusals().refusal(refused), now()));
    }
  }

  private void offerAccepted(Body answer) {
    // a session refresh, which the call sends by itself, offers what was agreed last
    if (!offering) negotiation.refresh(now());
    offering = false;
    // afterwards: the ACK that this answer is owed goes out first
    if (agreed(answer)) unit.loop().post(this::offerIfWanted);
  }

  private void offerIfWanted() {
    if (!over && !offering && wantsHold != negotiation.isHeld()) offer();
  }

  private void offerWanted() {
    audio.expect();
    answerOffer(negotiation.offer(negotiation.isHeld(), now()).description());
  }

  private void offerRefused(SipResponse response) {
    offering = false;
    negotiation.withdraw();
    if (OfferRefusals.endsSession(response.headers(), negotiation.isByMikey())) {
      giveUp("the peer does not take new keys: " + CallEnds.text(response));
      return;
    }
    String change = wantsHold ? "on hold" : "off hold";
    wantsHold = negotiation.isHeld();
    tell(peer() + " does not let itself be put " + change + ": " + CallEnds.text(response) + ".");
    listener.heldAsBefore(this, wantsHold);
  }

  private void answerOffer(SessionDescription local) {
    perform(call.answerOffer(body(local), now()));
  }

  /// Takes the peer's answer to an offer of ours; one that cannot be used ends the call.
  private boolean agreed(Body answer) {
    return switch (negotiation.answered(answer.bytes())) {
      case Outcome.Agreed agreed -> {
        agree(agreed);
        yield true;
      }
      case Outcome.Refused refused -> {
        giveUp("the answer cannot be used: " + refused.reason().text());
        yield false;
      }
    };
  }

  /// Ends the call for a reason of our own.
  private void giveUp(String reason) {
    cause = Optional.of(reason);
    hangUp();
  }

  private void agree(Outcome.Agreed agreed) {
    unit.refusals().dropped(agreed.dropped());
    audio.apply(agreed.plan());
  }

  private void ended(CallEnd end) {
    if (over) return;
    over = true;
    audio.close(() -> unit.loop().post(negotiation::close));
    String why = cause.orElseGet(() -> CallEnds.text(end));
    tell("Call with " + peer() + " ended: " + why + ".");
    listener.ended(this, end, why);
  }

  private String peer() {
    return origin.peer().toString();
  }

  private void tell(String sentence) {
    unit.events().report(UnitEvents.CALL_NOTE.report(sentence).with("call-id", call.callId()));
  }

  void perform(List<UaOutput> outputs) {
    unit.userAgent().perform(call, outputs);
  }

  Instant now() {
    return unit.loop().now();
  }

  private static Body body(SessionDescription description) {
    return Body.sdp(description.toString());
  }
}
