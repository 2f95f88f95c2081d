package ringfence.sip.ua;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.ua.RegisterRequests.Granted;
import ringfence.sip.ua.RegistrationState.AuthFailed;
import ringfence.sip.ua.RegistrationState.InvalidResponse;
import ringfence.sip.ua.RegistrationState.Refreshing;
import ringfence.sip.ua.RegistrationState.Registered;
import ringfence.sip.ua.RegistrationState.Registering;
import ringfence.sip.ua.RegistrationState.Rejected;
import ringfence.sip.ua.RegistrationState.Unreachable;
import ringfence.sip.ua.RegistrationState.Unregistered;
import ringfence.sip.ua.RegistrationState.Unregistering;

/// Keeps one address of record registered, RFC 3261 section 10.2.
///
/// Sans I/O, as [Call]. Never terminal: what fails is tried again after the retry time, with some
/// chance added, until [#unregister].
public final class Registration {
  private final RegistrationPlan plan;
  private final Identifiers identifiers;
  private final RegisterRequests requests;
  private final Outbox out = new Outbox();
  private RegistrationState state = new Unregistered();
  private Optional<Attempt> attempt = Optional.empty();
  private Optional<Instant> next = Optional.empty();
  private Instant boundUntil = Instant.MIN;

  private Registration(RegistrationPlan plan, Identifiers identifiers) {
    this.plan = plan;
    this.identifiers = identifiers;
    this.requests = new RegisterRequests(plan, identifiers);
  }

  /// A registration that does nothing until [#register].
  public static Registration of(RegistrationPlan plan, Identifiers identifiers) {
    return new Registration(plan, identifiers);
  }

  /// Registers after the chance delay of the plan; a refresh when registered already. Does nothing
  /// while a REGISTER for the same is out.
  public List<UaOutput> register(Instant now) {
    boolean busy = attempt.isPresent() && !(state instanceof Unregistering);
    if (!busy) {
      attempt = Optional.empty();
      next = Optional.of(state.isRegistered() ? now : now.plus(chance()));
    }
    return elapse(now);
  }

  /// Removes the binding, if there may be one, and stops.
  public List<UaOutput> unregister(Instant now) {
    next = Optional.empty();
    if (attempt.isPresent() || now.isBefore(boundUntil)) {
      send(Attempt.of(requests.remove()), new Unregistering());
    } else {
      become(new Unregistered());
    }
    return out.take();
  }

  /// The way to the registrar is gone; the binding counts as lost until [#register], or the retry
  /// time.
  public List<UaOutput> flowFailed(Instant now) {
    boolean wanted = attempt.isPresent() || next.isPresent();
    if (wanted) unreachable(now);
    return out.take();
  }

  /// A response to a REGISTER of this registration.
  public List<UaOutput> receive(SipResponse response, Instant now) {
    attempt
        .filter(sent -> sent.isFor(response) && response.status().isFinal())
        .ifPresent(sent -> answered(sent, response, now));
    return out.take();
  }

  private void answered(Attempt sent, SipResponse response, Instant now) {
    attempt = Optional.empty();
    if (response.status().isSuccess()) {
      succeeded(response, now);
      return;
    }
    Optional<Attempt> again = again(sent, response);
    if (again.isPresent()) {
      send(again.get().numbered(requests.nextNumber()), state);
    } else if (state instanceof Unregistering) {
      become(new Unregistered());
    } else {
      refused(response, now);
    }
  }

  private Optional<Attempt> again(Attempt sent, SipResponse response) {
    if (Attempt.isChallenge(response)) return sent.authorized(response, plan.keys(), identifiers);
    if (!response.status().equals(StatusCode.INTERVAL_TOO_BRIEF)) return Optional.empty();
    // RFC 3261 10.2.8: the registration again with "an expiration interval [...] equal to or
    // greater
    // than the expiration interval within the Min-Expires"
    return response
        .headers()
        .first(Header.MIN_EXPIRES)
        .flatMap(least -> sent.changed(requests.atLeast(sent.request(), least)));
  }

  private void succeeded(SipResponse response, Instant now) {
    Granted granted = requests.granted(response);
    if (state instanceof Unregistering) {
      boundUntil = Instant.MIN;
      become(granted.none() ? new Unregistered() : new InvalidResponse(Instant.MAX, response));
    } else if (granted.all() && !granted.lifetime().isZero()) {
      boundUntil = now.plus(granted.lifetime());
      Instant refreshAt = now.plus(requests.untilRefresh(granted.lifetime()));
      next = Optional.of(refreshAt);
      become(new Registered(granted.bindings(), refreshAt, boundUntil));
    } else {
      become(new InvalidResponse(retry(now), response));
    }
  }

  private void refused(SipResponse response, Instant now) {
    if (Attempt.isChallenge(response)) {
      become(new AuthFailed(retry(now), response));
    } else if (response.status().equals(StatusCode.REQUEST_TIMEOUT)) {
      unreachable(now);
    } else {
      Duration asked =
          response
              .headers()
              .first(Header.RETRY_AFTER)
              .map(later -> later.delay())
              .orElse(Duration.ZERO);
      Instant retryAt = retry(now);
      Instant later = now.plus(asked);
      next = Optional.of(later.isAfter(retryAt) ? later : retryAt);
      become(new Rejected(next.get(), response));
    }
  }

  /// The client transaction of this REGISTER failed, or there was no flow for it.
  public List<UaOutput> failed(SipRequest request, Failure failure, Instant now) {
    if (attempt.filter(sent -> sent.isFor(request)).isPresent()) unreachable(now);
    return out.take();
  }

  private void unreachable(Instant now) {
    attempt = Optional.empty();
    boolean leaving = state instanceof Unregistering;
    become(leaving ? new Unregistered() : new Unreachable(retry(now)));
  }

  private Instant retry(Instant now) {
    Instant at = now.plus(plan.pace().retry()).plus(chance());
    next = Optional.of(at);
    return at;
  }

  private Duration chance() {
    long most = plan.pace().spread().toMillis();
    return most == 0 ? Duration.ZERO : Duration.ofMillis(identifiers.chance().nextLong(most + 1));
  }

  /// Does what is due.
  public List<UaOutput> elapse(Instant now) {
    if (next.filter(at -> !now.isBefore(at)).isPresent()) {
      next = Optional.empty();
      var asking = state.isRegistered() ? new Refreshing(boundUntil) : new Registering();
      send(Attempt.of(requests.bind()), asking);
    }
    return out.take();
  }

  private void send(Attempt sent, RegistrationState asking) {
    attempt = Optional.of(sent);
    out.add(new UaOutput.Send(sent.request(), plan.registrar()));
    become(asking);
  }

  private void become(RegistrationState other) {
    if (!other.equals(state)) out.add(new UaOutput.Changed(other));
    state = other;
  }

  /// When [#elapse] next has something to do.
  public Optional<Instant> deadline() {
    return next;
  }

  public RegistrationState state() {
    return state;
  }

  /// The Call-ID of all REGISTER requests of this registration.
  public String callId() {
    return requests.callId();
  }
}
