package ringfence.adapter.call;

import java.util.Optional;
import java.util.OptionalLong;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Method;
import ringfence.sip.message.Replaces;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.ReferProgress;
import ringfence.sip.ua.Referral;
import ringfence.sip.ua.Refusal;

/// What the parties of a call ask each other by REFER and tell by NOTIFY, RFC 3515, and whether a
/// new call may take its place, RFC 3891.
final class CallReferrals {
  private final PhoneCall owner;
  private boolean asking;
  private OptionalLong followed = OptionalLong.empty();

  CallReferrals(PhoneCall owner) {
    this.owner = owner;
  }

  private Call call() {
    return owner.origin().call();
  }

  /// Asks the peer to call another. [CallListener#progressed] follows.
  void refer(Referral referral) {
    asking = true;
    owner.perform(call().request(Method.REFER, referral.inRefer(), Optional.empty(), owner.now()));
  }

  /// Tells the peer how the call fares that it asked for.
  void tell(StatusCode status) {
    if (followed.isEmpty()) return;
    var progress = ReferProgress.of(status);
    var headers = progress.headers(followed.getAsLong());
    if (progress.over()) followed = OptionalLong.empty();
    owner.perform(
        call().request(Method.NOTIFY, headers, Optional.of(progress.body()), owner.now()));
  }

  void requested(CallEvent.Requested asked) {
    if (asked.request().is(Method.REFER)) referred(asked);
    else if (asked.request().is(Method.NOTIFY)) notified(asked);
    else refuse(asked, OfferRefusals.notAllowed());
  }

  private void refuse(CallEvent.Requested asked, Refusal refusal) {
    owner.perform(call().respond(asked, refusal));
  }

  private void refuse(CallEvent.Requested asked, StatusCode status) {
    refuse(asked, Refusal.of(status));
  }

  private void referred(CallEvent.Requested asked) {
    switch (Referral.of(asked.request())) {
      case Referral.Reading.Bad(Refusal refusal) -> refuse(asked, refusal);
      case Referral.Reading.Good(Referral referral) -> referred(asked, referral);
    }
  }

  private void referred(CallEvent.Requested asked, Referral referral) {
    Optional<Runnable> following =
        followed.isPresent() ? Optional.empty() : owner.listener().referred(owner, referral);
    if (following.isEmpty()) {
      refuse(asked, StatusCode.DECLINE);
      return;
    }
    followed = OptionalLong.of(asked.request().cseq().number());
    owner.perform(call().accept(asked));
    // RFC 3515 2.4.4: "The creation of a subscription [...] always results in an immediate NOTIFY"
    tell(StatusCode.TRYING);
    following.get().run();
  }

  private void notified(CallEvent.Requested asked) {
    Optional<ReferProgress> progress = ReferProgress.read(asked.request());
    // RFC 6665 4.1.3: 489 for an event that is not known, 481 for a subscription that is not
    if (!ReferProgress.isIn(asked.request())) refuse(asked, StatusCode.BAD_EVENT);
    else if (!asking) refuse(asked, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    else if (progress.isEmpty()) refuse(asked, StatusCode.BAD_REQUEST);
    else {
      owner.perform(call().accept(asked));
      progressed(progress.get());
    }
  }

  private void progressed(ReferProgress progress) {
    if (progress.over()) asking = false;
    owner.listener().progressed(owner, progress);
  }

  void replied(SipRequest request, SipResponse response) {
    boolean refused = request.is(Method.REFER) && !response.status().isSuccess();
    if (refused && asking) progressed(ReferProgress.of(response.status()));
  }

  /// The dialog of the call, by which another can be told to take its place.
  Optional<DialogId> dialog() {
    return call().dialog();
  }

  boolean isMeantBy(Replaces replaces) {
    var named = new DialogId(replaces.callId(), replaces.toTag(), replaces.fromTag());
    return dialog().filter(named::equals).isPresent();
  }

  /// Why the call cannot be replaced, if so; RFC 3891 section 3.
  Optional<StatusCode> keeps(Replaces replaces) {
    // "If the flag is present, the UA rejects the request with a 486 Busy response"
    if (owner.isAnswered() && replaces.isEarlyOnly()) return Optional.of(StatusCode.BUSY_HERE);
    // "an early dialog that was not initiated by this UA, it returns a 481"
    boolean early = !owner.isAnswered() && !owner.origin().outgoing();
    return early ? Optional.of(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST) : Optional.empty();
  }
}
