package ringfence.sip.ua;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// Our INVITE is out and has no final response yet: RFC 3261 sections 9.1 and 13.2.
final class Outgoing implements Phase {
  private static final int EARLY_DIALOGS = 16;

  private final Leg leg;
  private final Uri target;
  private final Map<String, Dialog> early = new LinkedHashMap<>();
  private Attempt attempt;
  private boolean cancelled;

  private Outgoing(Leg leg, Uri target, Attempt attempt) {
    this.leg = leg;
    this.target = target;
    this.attempt = attempt;
  }

  /// Sends the first INVITE.
  static void begin(Leg leg, Uri target, Headers extra, Optional<Body> offer) {
    Headers headers =
        Headers.NONE
            .append(Header.MAX_FORWARDS, Dialog.MAX_FORWARDS)
            .append(Header.FROM, leg.account().address().withTag(leg.localTag()))
            .append(Header.TO, NameAddr.of(target))
            .append(Header.CALL_ID, leg.callId())
            .append(Header.CSEQ, new CSeq(leg.identifiers().cseq(), Method.INVITE));
    SipRequest bare = leg.letterhead().on(new SipRequest(Method.INVITE, target, headers));
    SipRequest timed = leg.session().asking(bare);
    SipRequest whole = timed.with(Letterhead.joined(timed.headers(), extra));
    var outgoing = new Outgoing(leg, target, Attempt.of(Letterhead.with(whole, offer)));
    leg.become(outgoing);
    outgoing.send();
  }

  private void send() {
    leg.invited(attempt.request());
    leg.out().add(new UaOutput.Send(attempt.request(), target));
  }

  @Override
  public void receive(SipResponse response, Instant now) {
    if (!attempt.isFor(response)) return;
    if (response.status().isProvisional()) {
      progressed(response);
    } else if (response.status().isSuccess()) {
      answered(response, now);
    } else if (!sendAgain(response)) {
      leg.end(reason(response));
      leg.finish(now);
    }
  }

  private void progressed(SipResponse response) {
    if (response.status().equals(StatusCode.TRYING)) return;
    // RFC 3261 12.1: dialogs are created by "101-199 responses with a To tag"
    Optional<String> tag = response.to().tag();
    if (tag.isPresent() && early.size() < EARLY_DIALOGS) {
      early.computeIfAbsent(tag.get(), _ -> Dialog.ofCaller(attempt.request(), response));
    }
    Optional<Body> body = Body.of(response);
    StatusCode status = response.status();
    if (body.isPresent()) {
      leg.tell(new CallEvent.EarlyMedia(status, body.get(), response));
    } else {
      leg.tell(new CallEvent.Progress(status, response));
    }
  }

  private void answered(SipResponse response, Instant now) {
    leg.lingerFor2xx(now);
    Dialog dialog =
        Optional.ofNullable(early.remove(response.to().tag().orElse("")))
            .orElseGet(() -> Dialog.ofCaller(attempt.request(), response));
    dialog.confirm(response);
    dialog.usedUpTo(attempt.request().cseq().number());
    if (cancelled) {
      // RFC 3261 15: a 2xx that crossed the CANCEL is acknowledged, and the session ended by BYE
      leg.acknowledge(dialog, attempt.request(), Optional.empty());
      leg.hangUp(dialog, new CallEnd.HungUp());
    } else {
      leg.learn(response);
      var session = new Session(leg, dialog, Body.of(attempt.request()));
      leg.become(session);
      session.established(attempt.request(), response, now);
    }
  }

  private boolean sendAgain(SipResponse response) {
    if (cancelled) return false;
    Optional<Attempt> again = leg.again(attempt, response);
    if (again.isEmpty()) return false;
    attempt = again.get().numbered(attempt.request().cseq().number() + 1);
    early.clear();
    send();
    return true;
  }

  private static CallEnd reason(SipResponse response) {
    if (response.status().isRedirection()) {
      return new CallEnd.Redirected(response.headers().all(Header.CONTACT), response);
    }
    return Attempt.isChallenge(response)
        ? new CallEnd.Unauthorized(response)
        : new CallEnd.PeerRefused(response);
  }

  @Override
  public void failed(SipRequest request, Failure failure, Instant now) {
    if (!attempt.isFor(request)) return;
    leg.end(
        switch (failure) {
          case TIMEOUT -> new CallEnd.TimedOut();
          case TRANSPORT -> new CallEnd.FlowFailed();
        });
    leg.finish(now);
  }

  @Override
  public void hangUp(Instant now) {
    if (cancelled) return;
    cancelled = true;
    leg.out().add(new UaOutput.Cancel(attempt.request().cseq()));
    leg.end(new CallEnd.HungUp());
  }

  /// The peer speaks in an early dialog.
  @Override
  public void receive(SipRequest request, TransactionKey key, Instant now) {
    Optional<Dialog> dialog = Optional.ofNullable(early.get(request.from().tag().orElse("")));
    if (dialog.isEmpty()) {
      leg.respond(request, key, StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    } else if (!dialog.get().isInOrder(request)) {
      leg.respond(request, key, StatusCode.SERVER_INTERNAL_ERROR);
    } else if (request.is(Method.UPDATE)) {
      updated(request, key);
    } else {
      leg.tell(new CallEvent.Requested(request, key));
    }
  }

  private void updated(SipRequest update, TransactionKey key) {
    // RFC 3311 5.2: "the UAS has generated an offer (in an UPDATE, PRACK or INVITE) to which it has
    // not yet received an answer, the UAS MUST reject the UPDATE with a 491 response"
    boolean offers = update.bodyLength() > 0;
    leg.respond(update, key, offers ? StatusCode.REQUEST_PENDING : StatusCode.OK);
  }

  @Override
  public void elapse(Instant now) {}

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public Optional<DialogId> dialog() {
    return early.values().stream().findFirst().map(Dialog::id);
  }
}
