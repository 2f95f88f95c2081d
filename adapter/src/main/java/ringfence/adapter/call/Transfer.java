package ringfence.adapter.call;

import java.time.Duration;
import java.util.Optional;
import ringfence.adapter.log.UnitEvents;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Uri;
import ringfence.sip.ua.CallEnd;
import ringfence.sip.ua.ReferProgress;
import ringfence.sip.ua.Referral;
import ringfence.transport.Loop;

/// A transfer after its person has put the receiver down, RFC 5589: one party is asked by REFER to
/// call the other, and our calls to both end when that is done or has failed. On the SIP loop.
final class Transfer implements CallListener {
  /// As long as a phone may ring: RFC 3261 16.6 has timer C "larger than 3 minutes".
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final LineServices.Transfers services;
  private final PhoneCall transferee;
  private final PhoneCall target;
  private final Loop loop;
  private final Runnable done;
  private Loop.Timer timer = () -> {};
  private boolean awaitsAnswer;
  private boolean over;

  /// A transfer that is not begun.
  ///
  /// @param done called once both parties are left
  Transfer(
      LineServices.Transfers services,
      PhoneCall transferee,
      PhoneCall target,
      Loop loop,
      Runnable done) {
    this.services = services;
    this.transferee = transferee;
    this.target = target;
    this.loop = loop;
    this.done = done;
  }

  boolean isOver() {
    return over;
  }

  void begin() {
    transferee.listener(this);
    target.listener(this);
    if (target.isAnswered()) {
      refer();
      return;
    }
    switch (services.method()) {
      case SEMI_ATTENDED -> {
        refer();
        target.hangUp();
      }
      case SEMI_ATTENDED_CANCELLED -> {
        target.hangUp();
        refer();
      }
      case SEMI_ATTENDED_CONFIRMED -> {
        awaitsAnswer = true;
        timer = loop.after(services.limit(), () -> leave("the target did not answer in time"));
      }
    }
  }

  private void refer() {
    if (!(uri(target.origin().peer()) instanceof SipUri uri)) {
      leave("the target has no SIP address");
      return;
    }
    Referral plain = Referral.to(uri);
    // RFC 3891 4: one "MUST NOT send an INVITE with a Replaces header field that attempts to
    // replace an early dialog which was not originated by the target"
    Optional<DialogId> answered = target.referrals().dialog().filter(_ -> target.isAnswered());
    Referral referral = answered.map(plain::replacing).orElse(plain);
    awaitsAnswer = false;
    timer.cancel();
    timer = loop.after(PATIENCE, () -> leave("nobody told what became of it"));
    transferee.referrals().refer(services.named() ? referral.by(own()) : referral);
  }

  /// The address of record: without the way that it takes for us.
  private static Uri uri(Uri peer) {
    return peer instanceof SipUri sip ? sip.withoutParameter("maddr") : peer;
  }

  private NameAddr own() {
    return transferee.origin().way().account().address();
  }

  @Override
  public void ringing(PhoneCall call, boolean earlyMedia) {}

  @Override
  public void heldAsBefore(PhoneCall call, boolean held) {}

  @Override
  public void answered(PhoneCall call) {
    if (call == target && awaitsAnswer) refer();
  }

  @Override
  public void progressed(PhoneCall call, ReferProgress progress) {
    if (call != transferee || !progress.over()) return;
    leave(progress.status().isSuccess() ? "done" : "it failed with " + progress.status());
  }

  @Override
  public void ended(PhoneCall call, CallEnd end, String why) {
    // a target that is replaced hangs up before the transferee tells that it is done
    if (call == transferee || awaitsAnswer) leave(why);
  }

  /// Ends the calls to both.
  void leave(String why) {
    if (over) return;
    over = true;
    timer.cancel();
    String parties = transferee.origin().peer() + " to " + target.origin().peer();
    String sentence = "Transfer of " + parties + ": " + why + ".";
    transferee.origin().way().calls().events().report(UnitEvents.CALL_NOTE.report(sentence));
    transferee.hangUp();
    target.hangUp();
    done.run();
  }
}
