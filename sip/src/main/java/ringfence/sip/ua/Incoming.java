package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// An INVITE has come in and is not answered yet: RFC 3261 sections 9.2 and 13.3.
final class Incoming implements Phase {
  // RFC 3261 13.3.1.1: "the UAS MUST send a non-100 provisional response at every minute"
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final Leg leg;
  private final SipRequest invite;
  private final TransactionKey key;
  private final Dialog dialog;
  private Optional<Alerting> alerting = Optional.empty();

  /// What the caller was told last, and when it is repeated.
  private record Alerting(SipResponse response, Instant repeatAt) {}

  Incoming(Leg leg, SipRequest invite, TransactionKey key) {
    this.leg = leg;
    this.invite = invite;
    this.key = key;
    this.dialog = Dialog.ofCallee(invite, leg.localTag(), leg.identifiers().cseq());
  }

  @Override
  public void alert(StatusCode status, Optional<Body> body, Instant now) {
    SipResponse bare = leg.letterhead().to(invite, status, leg.localTag());
    SipResponse response = Letterhead.with(bare, body);
    alerting = Optional.of(new Alerting(response, now.plus(REMINDER)));
    leg.respond(key, response);
  }

  @Override
  public void answer(Body body, Instant now) {
    SipResponse bare = leg.letterhead().to(invite, StatusCode.OK, leg.localTag());
    SipResponse timed = leg.session().granting(invite, bare, now);
    SipResponse success = timed.withBody(body.type(), body.bytes());
    dialog.confirm();
    leg.respond(key, success);
    boolean offered = Body.of(invite).isEmpty();
    var awaited = new AwaitedAck(key, success, offered, leg.account().conduct().timers(), now);
    leg.learn(invite);
    leg.become(new Session(leg, dialog, Optional.of(body), awaited));
  }

  @Override
  public void reject(Refusal refusal, Instant now) {
    leg.respond(invite, key, refusal);
    leg.end(new CallEnd.Refused(refusal.status()));
    leg.finish(now);
  }

  @Override
  public void hangUp(Instant now) {
    leg.end(new CallEnd.HungUp());
    reject(Refusal.of(StatusCode.TEMPORARILY_UNAVAILABLE), now);
  }

  @Override
  public void cancelled(TransactionKey cancelledKey, SipRequest cancel, Instant now) {
    if (cancelledKey.equals(key)) stop(new CallEnd.PeerCancelled(cancel), now);
  }

  private void stop(CallEnd end, Instant now) {
    // RFC 3261 9.2: "the UAS SHOULD immediately respond to the INVITE with a 487"
    leg.respond(invite, key, StatusCode.REQUEST_TERMINATED);
    leg.end(end);
    leg.finish(now);
  }

  /// The caller speaks in the early dialog.
  @Override
  public void receive(SipRequest request, TransactionKey its, Instant now) {
    if (!dialog.isAsked(request)) {
      leg.respond(request, its, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    } else if (!dialog.isInOrder(request)) {
      leg.respond(request, its, StatusCode.SERVER_INTERNAL_ERROR);
    } else if (request.is(Method.BYE)) {
      leg.respond(request, its, StatusCode.OK);
      stop(new CallEnd.PeerHungUp(request), now);
    } else if (request.is(Method.INVITE) || offers(request)) {
      leg.respondBusy(request, its);
    } else if (request.is(Method.UPDATE)) {
      leg.respond(request, its, StatusCode.OK);
    } else {
      leg.tell(new CallEvent.Requested(request, its));
    }
  }

  private static boolean offers(SipRequest request) {
    return request.is(Method.UPDATE) && request.bodyLength() > 0;
  }

  @Override
  public void receive(SipResponse response, Instant now) {}

  @Override
  public void failed(SipRequest request, Failure failure, Instant now) {}

  @Override
  public void elapse(Instant now) {
    alerting
        .filter(last -> !now.isBefore(last.repeatAt()))
        .ifPresent(last -> remind(last.response(), now));
  }

  private void remind(SipResponse response, Instant now) {
    alerting = Optional.of(new Alerting(response, now.plus(REMINDER)));
    leg.respond(key, response);
  }

  @Override
  public Optional<Instant> deadline() {
    return alerting.map(Alerting::repeatAt);
  }

  @Override
  public Optional<DialogId> dialog() {
    return Optional.of(dialog.id());
  }
}
