package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import ringfence.sip.dialog.Dialog;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.RetryAfter;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.TransactionKey;

/// What the phases of one call share: who we are, the outputs of the step, and what outlives a
/// phase.
final class Leg {
  private static final int FORKS = 16;

  private final Account account;
  private final Identifiers identifiers;
  private final String callId;
  private final String localTag;
  private final Letterhead letterhead;
  private final SessionFields session;
  private final Outbox out = new Outbox();
  private final Acks acks = new Acks();
  private final Set<String> forks = new HashSet<>();
  private Phase phase;
  private Optional<SipRequest> invite = Optional.empty();
  private boolean peerAllowsUpdate;
  private boolean ended;
  private Instant lingerUntil = Instant.MIN;

  Leg(Account account, Identifiers identifiers, String callId) {
    this.account = account;
    this.identifiers = identifiers;
    this.callId = callId;
    this.localTag = identifiers.tag();
    this.letterhead = new Letterhead(account);
    this.session = new SessionFields(account.conduct().session());
    this.phase = new Silent(this);
  }

  Account account() {
    return account;
  }

  Identifiers identifiers() {
    return identifiers;
  }

  String callId() {
    return callId;
  }

  String localTag() {
    return localTag;
  }

  Letterhead letterhead() {
    return letterhead;
  }

  SessionFields session() {
    return session;
  }

  Outbox out() {
    return out;
  }

  Phase phase() {
    return phase;
  }

  void become(Phase next) {
    phase = next;
  }

  /// Tells the application, unless the call has ended for it.
  void tell(CallEvent event) {
    if (!ended) out.add(new UaOutput.Told(event));
  }

  /// Tells the application that the call is over, once.
  void end(CallEnd end) {
    tell(new CallEvent.Ended(end));
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /// A 2xx to our INVITE has come: other branches may send theirs until then.
  void lingerFor2xx(Instant now) {
    Instant until = now.plus(account.conduct().timers().timeout());
    if (until.isAfter(lingerUntil)) lingerUntil = until;
  }

  /// The last phase, which ends when no more 2xx can come.
  void finish(Instant now) {
    if (now.isBefore(lingerUntil)) {
      become(new Silent(this, lingerUntil));
    } else {
      become(new Silent(this));
      out.add(new UaOutput.Finished());
    }
  }

  /// What can be made of a refusal: the request with credentials, or with a longer session interval
  /// (RFC 4028 7.3). It still has its old number.
  Optional<Attempt> again(Attempt attempt, SipResponse response) {
    if (Attempt.isChallenge(response)) {
      return attempt.authorized(response, account.keys(), identifiers);
    }
    if (!SessionFields.isTooSmall(response)) return Optional.empty();
    session.learn(response);
    return attempt.changed(session.asking(attempt.request().headers()));
  }

  /// The same within a dialog, sent.
  Optional<Attempt> sendAgain(Dialog dialog, Attempt attempt, SipResponse response) {
    Optional<Attempt> again =
        again(attempt, response).map(other -> other.numbered(dialog.nextNumber()));
    again.ifPresent(other -> send(dialog, other.request()));
    return again;
  }

  void send(Dialog dialog, SipRequest request) {
    out.add(new UaOutput.Send(request, dialog.nextHop()));
  }

  void respond(SipRequest request, TransactionKey key, StatusCode status) {
    respond(key, letterhead.to(request, status, localTag));
  }

  void respond(SipRequest request, TransactionKey key, Refusal refusal) {
    SipResponse response = letterhead.to(request, refusal.status(), refusal.reason(), localTag);
    Headers headers = Letterhead.joined(response.headers(), refusal.extra());
    respond(key, response.with(headers));
  }

  /// Refuses an offer for now because an earlier one is not answered.
  void respondBusy(SipRequest request, TransactionKey key) {
    // RFC 3261 14.2 and RFC 3311 5.2: "MUST include a Retry-After header field with a randomly
    // chosen value of between 0 and 10 seconds"
    var later = RetryAfter.of(Duration.ofSeconds(identifiers.chance().nextInt(11)));
    var refusal = letterhead.to(request, StatusCode.SERVER_INTERNAL_ERROR, localTag);
    respond(key, refusal.with(Header.RETRY_AFTER, later));
  }

  void respond(TransactionKey key, SipResponse response) {
    out.add(new UaOutput.Respond(key, response));
  }

  void acknowledge(Dialog dialog, SipRequest request, Optional<Body> body) {
    out.add(acks.make(dialog, request, body));
  }

  /// Sends the ACK to a repeated 2xx again; false when it is no repeat.
  private boolean repeatAck(SipResponse success) {
    Optional<UaOutput.Ack> ack = acks.repeated(success);
    ack.ifPresent(out::add);
    return ack.isPresent();
  }

  /// Learns from the peer's INVITE or its 2xx whether it knows UPDATE.
  void learn(SipMessage message) {
    peerAllowsUpdate |= message.headers().all(Header.ALLOW).contains(Method.UPDATE);
  }

  /// The method that refreshes the session.
  Method refresh() {
    return peerAllowsUpdate ? session.policy().refresh() : Method.INVITE;
  }

  /// Whether the Call-ID is ours, which decides a glare (RFC 3261 14.1).
  boolean ownsCallId() {
    return invite.isPresent();
  }

  /// The INVITE of ours that is out now.
  void invited(SipRequest request) {
    invite = Optional.of(request);
  }

  static boolean is2xxToInvite(SipResponse response) {
    return response.status().isSuccess() && response.cseq().method().equals(Method.INVITE);
  }

  /// A repeated 2xx is acknowledged again. One that nobody wants, of another branch or after we
  /// gave up, is acknowledged and its dialog ended (RFC 3261 13.2.2.4).
  void unwanted2xx(SipResponse success) {
    if (repeatAck(success)) return;
    invite
        .filter(request -> request.cseq().equals(success.cseq()))
        .ifPresent(request -> hangUpFork(request, success));
  }

  private void hangUpFork(SipRequest request, SipResponse success) {
    Dialog dialog = Dialog.ofCaller(request, success);
    dialog.confirm(success);
    if (forks.size() >= FORKS || !forks.add(dialog.id().remoteTag())) return;
    acknowledge(dialog, request, Optional.empty());
    send(dialog, letterhead.on(dialog.request(Method.BYE)));
  }

  /// Ends a confirmed dialog with a BYE of ours.
  void hangUp(Dialog dialog, CallEnd end) {
    end(end);
    var bye = Attempt.of(letterhead.on(dialog.request(Method.BYE)));
    send(dialog, bye.request());
    become(new Closing(this, dialog, bye));
  }
}
