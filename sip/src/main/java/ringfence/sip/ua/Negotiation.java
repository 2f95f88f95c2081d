package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// One offer and answer at a time within a call: re-INVITE (RFC 3261 section 14) and UPDATE (RFC
/// 3311), with their glares.
final class Negotiation {
  private static final int TRIES = 8;

  sealed interface State {}

  private record Idle() implements State {}

  /// Our re-INVITE or UPDATE is out.
  private record Asking(Attempt attempt, Wanted wanted) implements State {}

  /// The peer's re-INVITE or UPDATE waits for the application.
  record Asked(SipRequest request, TransactionKey key) implements State {}

  /// The 2xx to our INVITE has an offer; the ACK has to bring the answer.
  private record OwesAck(SipRequest invite) implements State {}

  /// What we want to send as soon as we may.
  record Wanted(Method method, Optional<Body> offer, boolean isRefresh, int tries) {
    Wanted again() {
      return new Wanted(method, offer, isRefresh, tries + 1);
    }
  }

  private final Leg leg;
  private final Dialog dialog;
  private Optional<Body> local;
  private State state = new Idle();
  private Optional<Wanted> wanted = Optional.empty();
  private Instant notBefore = Instant.MIN;

  /// @param local the session description that we gave last
  Negotiation(Leg leg, Dialog dialog, Optional<Body> local) {
    this.leg = leg;
    this.dialog = dialog;
    this.local = local;
  }

  void want(Wanted change) {
    wanted = Optional.of(change);
  }

  void wantRefresh() {
    if (wanted.isPresent() || state instanceof Asking) return;
    Method method = leg.refresh();
    // RFC 4028 7.4: "the UPDATE request not contain an offer [...], but a re-INVITE SHOULD
    // contain one, even if the details of the session have not changed"
    Optional<Body> offer = method.equals(Method.INVITE) ? local : Optional.empty();
    want(new Wanted(method, offer, true, 0));
  }

  /// Sends what is wanted, when nothing else is going on.
  void proceed(boolean ackAwaited, Instant now) {
    boolean free = state instanceof Idle && !ackAwaited && !leg.isEnded();
    if (!free || wanted.isEmpty() || now.isBefore(notBefore)) return;
    Wanted change = wanted.get();
    wanted = Optional.empty();
    SipRequest bare = leg.letterhead().on(dialog.request(change.method()));
    SipRequest request = Letterhead.with(leg.session().asking(bare), change.offer());
    ask(Attempt.of(request), change);
    leg.send(dialog, request);
  }

  private void ask(Attempt attempt, Wanted change) {
    state = new Asking(attempt, change);
  }

  Optional<Instant> deadline() {
    boolean waits = wanted.isPresent() && state instanceof Idle;
    return waits ? Optional.of(notBefore) : Optional.empty();
  }

  /// Whether that is a response to our request that is out, or the request itself.
  boolean isFor(SipMessage message) {
    return state instanceof Asking(var attempt, _) && attempt.isFor(message);
  }

  boolean owesAck() {
    return state instanceof OwesAck;
  }

  void receive(SipResponse response, Instant now) {
    if (!(state instanceof Asking(var attempt, var change)) || response.status().isProvisional()) {
      return;
    }
    if (response.status().isSuccess()) {
      succeeded(attempt.request(), change, response, now);
      return;
    }
    Optional<Attempt> again = leg.sendAgain(dialog, attempt, response);
    if (again.isPresent()) {
      ask(again.get(), change);
    } else {
      refused(change, response, now);
    }
  }

  private void succeeded(SipRequest request, Wanted change, SipResponse success, Instant now) {
    dialog.refreshTarget(success);
    leg.session().succeeded(success, now);
    state = new Idle();
    local = change.offer().or(() -> local);
    Optional<Body> body = Body.of(success);
    if (change.offer().isPresent()) {
      body.ifPresent(answer -> leg.tell(new CallEvent.OfferAccepted(answer)));
    }
    if (request.is(Method.INVITE)) accepted(request, body);
  }

  /// A 2xx to an INVITE of ours: the ACK goes out, unless it has to wait for our answer.
  void accepted(SipRequest invite, Optional<Body> body) {
    if (invite.bodyLength() > 0 || body.isEmpty()) {
      leg.acknowledge(dialog, invite, Optional.empty());
    } else {
      state = new OwesAck(invite);
      leg.tell(new CallEvent.Offered(body.get()));
    }
  }

  private void refused(Wanted change, SipResponse response, Instant now) {
    state = new Idle();
    if (isGone(response.status())) {
      // RFC 3261 12.2.1.2: on 481 and 408 "the UAC SHOULD terminate the dialog"
      leg.hangUp(dialog, new CallEnd.PeerForgot(response));
      return;
    }
    Optional<Duration> pause = pause(response);
    if (pause.isPresent() && change.tries() < TRIES) {
      notBefore = now.plus(pause.get());
      if (wanted.isEmpty()) want(change.again());
    } else if (!change.isRefresh()) {
      leg.tell(new CallEvent.OfferRefused(response));
    }
  }

  private static boolean isGone(StatusCode status) {
    return status.equals(StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST)
        || status.equals(StatusCode.REQUEST_TIMEOUT);
  }

  private Optional<Duration> pause(SipResponse response) {
    if (response.status().equals(StatusCode.REQUEST_PENDING)) return Optional.of(glare());
    if (!response.status().equals(StatusCode.SERVER_INTERNAL_ERROR)) return Optional.empty();
    return response.headers().first(Header.RETRY_AFTER).map(later -> later.delay());
  }

  private Duration glare() {
    RandomGenerator chance = leg.identifiers().chance();
    // RFC 3261 14.1: the owner of the Call-ID waits "between 2.1 and 4 seconds in units of 10 ms",
    // the other "between 0 and 2 seconds in units of 10 ms"
    int units = leg.ownsCallId() ? 210 + chance.nextInt(191) : chance.nextInt(201);
    return Duration.ofMillis(10L * units);
  }

  void failed(SipRequest request, Failure failure, Instant now) {
    if (!(state instanceof Asking(_, var change))) return;
    switch (failure) {
      case TIMEOUT -> {
        state = new Idle();
        leg.hangUp(dialog, new CallEnd.TimedOut());
      }
      case TRANSPORT -> refused(change, Session.standIn(request, failure), now);
    }
  }

  /// The peer's re-INVITE or UPDATE.
  void asked(Asked asked, boolean ackAwaited, Instant now) {
    SipRequest request = asked.request();
    Optional<Duration> tooSmall = leg.session().refusal(request);
    boolean offers = request.is(Method.INVITE) || request.bodyLength() > 0;
    if (offers && state instanceof Asked) {
      leg.respondBusy(request, asked.key());
    } else if (offers && (ackAwaited || !(state instanceof Idle) || leg.isEnded())) {
      // RFC 3261 14.2: "A UAS that receives an INVITE on a dialog while an INVITE it had sent on
      // that
      // dialog is in progress MUST return a 491 (Request Pending)"
      leg.respond(request, asked.key(), StatusCode.REQUEST_PENDING);
    } else if (tooSmall.isPresent()) {
      Headers minimum = Headers.NONE.append(Header.MIN_SE, tooSmall.get());
      var refusal = Refusal.of(StatusCode.SESSION_INTERVAL_TOO_SMALL).with(minimum);
      leg.respond(request, asked.key(), refusal);
    } else if (offers) {
      state = asked;
      Optional<CallEvent> event = Body.of(request).map(CallEvent.Offered::new);
      leg.tell(event.orElseGet(CallEvent.OfferWanted::new));
    } else {
      leg.respond(asked.key(), success(request, now));
    }
  }

  private SipResponse success(SipRequest request, Instant now) {
    dialog.refreshTarget(request);
    SipResponse bare = leg.letterhead().to(request, StatusCode.OK, leg.localTag());
    return leg.session().granting(request, bare, now);
  }

  /// Our answer or offer, asked for before; for a re-INVITE the ACK is to be awaited.
  Optional<AwaitedAck> answer(Body body, Instant now) {
    return switch (state) {
      case Asked(var request, var key) -> {
        state = new Idle();
        local = Optional.of(body);
        SipResponse success = success(request, now).withBody(body.type(), body.bytes());
        leg.respond(key, success);
        if (!request.is(Method.INVITE)) yield Optional.empty();
        boolean offered = request.bodyLength() == 0;
        var timers = leg.account().conduct().timers();
        yield Optional.of(new AwaitedAck(key, success, offered, timers, now));
      }
      case OwesAck(var invite) -> {
        state = new Idle();
        local = Optional.of(body);
        leg.acknowledge(dialog, invite, Optional.of(body));
        yield Optional.empty();
      }
      case Idle _, Asking _ -> Optional.empty();
    };
  }

  void refuse(Refusal refusal) {
    if (!(state instanceof Asked(var request, var key))) return;
    state = new Idle();
    leg.respond(request, key, refusal);
  }

  /// The call ends: what is owed is paid.
  void abandon() {
    switch (state) {
      case Asked(var request, var key) -> leg.respond(request, key, StatusCode.REQUEST_TERMINATED);
      case OwesAck(var invite) -> leg.acknowledge(dialog, invite, Optional.empty());
      case Idle _, Asking _ -> {}
    }
    state = new Idle();
  }
}
