package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.dialog.SessionTimer;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// The call is answered: a confirmed dialog with its session, RFC 3261 sections 12.2, 14 and 15.
final class Session implements Phase {
  private final Leg leg;
  private final Dialog dialog;
  private final Negotiation negotiation;
  private final Map<CSeq, Attempt> requests = new HashMap<>();
  private Optional<AwaitedAck> awaited;
  private boolean confirmed;
  private Instant nextRefresh = Instant.MIN;

  /// The caller's; [#established] follows.
  Session(Leg leg, Dialog dialog, Optional<Body> local) {
    this.leg = leg;
    this.dialog = dialog;
    this.negotiation = new Negotiation(leg, dialog, local);
    this.awaited = Optional.empty();
    this.confirmed = true;
  }

  /// The callee's, whose 2xx is out.
  Session(Leg leg, Dialog dialog, Optional<Body> local, AwaitedAck awaited) {
    this.leg = leg;
    this.dialog = dialog;
    this.negotiation = new Negotiation(leg, dialog, local);
    this.awaited = Optional.of(awaited);
    this.confirmed = false;
  }

  /// The 2xx to our INVITE has come.
  void established(SipRequest invite, SipResponse success, Instant now) {
    leg.session().succeeded(success, now);
    Optional<Body> body = Body.of(success);
    boolean offered = invite.bodyLength() == 0 && body.isPresent();
    leg.tell(new CallEvent.Answered(offered ? Optional.empty() : body, success));
    negotiation.accepted(invite, body);
  }

  @Override
  public void receive(SipRequest request, TransactionKey key, Instant now) {
    if (!dialog.isAsked(request)) {
      leg.respond(request, key, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    } else if (!dialog.isInOrder(request)) {
      leg.respond(request, key, StatusCode.SERVER_INTERNAL_ERROR);
    } else if (request.is(Method.BYE)) {
      leg.respond(request, key, StatusCode.OK);
      // RFC 3261 15.1.2: "The UAS MUST still respond to any pending requests received for that
      // dialog. It is RECOMMENDED that a 487 (Request Terminated) response be generated"
      negotiation.abandon();
      leg.end(new CallEnd.PeerHungUp(request));
      leg.finish(now);
    } else if (request.is(Method.INVITE) || request.is(Method.UPDATE)) {
      negotiation.asked(new Negotiation.Asked(request, key), awaited.isPresent(), now);
    } else {
      leg.tell(new CallEvent.Requested(request, key));
    }
  }

  @Override
  public void receiveAck(SipRequest ack, Instant now) {
    Optional<AwaitedAck> acknowledged = awaited.filter(waiting -> waiting.isFor(ack));
    if (acknowledged.isEmpty()) return;
    awaited = Optional.empty();
    if (!confirmed) leg.tell(new CallEvent.Confirmed());
    confirmed = true;
    if (acknowledged.get().offered()) {
      Body.of(ack).ifPresent(body -> leg.tell(new CallEvent.OfferAccepted(body)));
    }
    if (leg.isEnded()) {
      leg.hangUp(dialog, new CallEnd.HungUp());
    } else {
      negotiation.proceed(false, now);
    }
  }

  @Override
  public void receive(SipResponse response, Instant now) {
    if (!dialog.isAnswered(response)) {
      if (Leg.is2xxToInvite(response)) leg.unwanted2xx(response);
    } else if (negotiation.isFor(response)) {
      negotiation.receive(response, now);
      negotiation.proceed(awaited.isPresent(), now);
    } else if (Leg.is2xxToInvite(response)) {
      leg.unwanted2xx(response);
    } else {
      replied(response);
    }
  }

  private void replied(SipResponse response) {
    Optional<Attempt> asked = Optional.ofNullable(requests.get(response.cseq()));
    if (asked.isEmpty() || response.status().isProvisional()) return;
    requests.remove(response.cseq());
    Optional<Attempt> again = leg.sendAgain(dialog, asked.get(), response);
    again.ifPresent(other -> requests.put(other.request().cseq(), other));
    if (again.isEmpty()) leg.tell(new CallEvent.Replied(asked.get().request(), response));
  }

  @Override
  public void failed(SipRequest request, Failure failure, Instant now) {
    if (negotiation.isFor(request)) {
      negotiation.failed(request, failure, now);
    } else if (requests.containsKey(request.cseq())) {
      replied(standIn(request, failure));
    }
  }

  /// RFC 3261 8.1.3.1: a timeout counts as 408, a transport error as 503.
  static SipResponse standIn(SipRequest request, Failure failure) {
    return Responses.to(
        request,
        switch (failure) {
          case TIMEOUT -> StatusCode.REQUEST_TIMEOUT;
          case TRANSPORT -> StatusCode.SERVICE_UNAVAILABLE;
        });
  }

  @Override
  public void offer(Method method, Optional<Body> offer, Instant now) {
    negotiation.want(new Negotiation.Wanted(method, offer, false, 0));
    negotiation.proceed(awaited.isPresent(), now);
  }

  @Override
  public void answerOffer(Body body, Instant now) {
    negotiation.answer(body, now).ifPresent(waiting -> awaited = Optional.of(waiting));
    negotiation.proceed(awaited.isPresent(), now);
  }

  @Override
  public void refuseOffer(Refusal refusal, Instant now) {
    if (negotiation.owesAck()) {
      hangUp(now);
    } else {
      negotiation.refuse(refusal);
    }
    negotiation.proceed(awaited.isPresent(), now);
  }

  @Override
  public void request(Method method, Headers extra, Optional<Body> body) {
    SipRequest request = leg.letterhead().on(dialog.request(method));
    SipRequest more = request.with(Letterhead.joined(request.headers(), extra));
    SipRequest whole = Letterhead.with(more, body);
    requests.put(whole.cseq(), Attempt.of(whole));
    leg.send(dialog, whole);
  }

  @Override
  public void hangUp(Instant now) {
    if (leg.isEnded()) return;
    negotiation.abandon();
    // RFC 3261 15: "the callee's UA MUST NOT send a BYE on a confirmed dialog until it has received
    // an ACK for its 2xx response or until the server transaction times out"
    if (awaited.isPresent()) {
      leg.end(new CallEnd.HungUp());
    } else {
      leg.hangUp(dialog, new CallEnd.HungUp());
    }
  }

  @Override
  public void elapse(Instant now) {
    Optional<SessionTimer> timer = leg.session().timer();
    if (awaited.filter(waiting -> waiting.isLost(now)).isPresent()) {
      // RFC 3261 13.3.1.4: "the dialog is confirmed, but the session SHOULD be terminated [...]
      // with
      // a BYE"
      negotiation.abandon();
      leg.hangUp(dialog, new CallEnd.NoAck());
    } else if (timer.filter(running -> !now.isBefore(running.giveUpAt())).isPresent()) {
      negotiation.abandon();
      leg.hangUp(dialog, new CallEnd.SessionExpired());
    } else {
      awaited.filter(waiting -> waiting.isRepeatDue(now)).ifPresent(last -> repeat(last, now));
      timer
          .filter(running -> isRefreshDue(running, now))
          .ifPresent(running -> refresh(running, now));
      negotiation.proceed(awaited.isPresent(), now);
    }
  }

  private void repeat(AwaitedAck last, Instant now) {
    leg.respond(last.key(), last.success());
    awaited = Optional.of(last.repeated(leg.account().conduct().timers(), now));
  }

  private boolean isRefreshDue(SessionTimer timer, Instant now) {
    return timer.weRefresh() && !now.isBefore(refreshAt(timer));
  }

  private Instant refreshAt(SessionTimer timer) {
    return nextRefresh.isAfter(timer.refreshAt()) ? nextRefresh : timer.refreshAt();
  }

  private void refresh(SessionTimer timer, Instant now) {
    // Should this one fail, the next is tried half way to the end.
    Duration rest = Duration.between(now, timer.giveUpAt());
    nextRefresh = now.plus(rest.dividedBy(2)).plusSeconds(1);
    negotiation.wantRefresh();
  }

  @Override
  public Optional<Instant> deadline() {
    Optional<SessionTimer> timer = leg.session().timer();
    return Stream.of(
            awaited.map(AwaitedAck::deadline),
            timer.map(SessionTimer::giveUpAt),
            timer.filter(SessionTimer::weRefresh).map(this::refreshAt),
            awaited.isPresent() ? Optional.<Instant>empty() : negotiation.deadline())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  @Override
  public Optional<DialogId> dialog() {
    return Optional.of(dialog.id());
  }
}
