package ringfence.sip.ua;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Identifiers;

/// Keeps one address of record registered, RFC 3261 section 10.2.
///
/// Sans I/O, as [Call]. Never terminal: what fails is tried again after the retry time, with some
/// chance added, until [#unregister].
public final class Registration {
  private Registration() {}

  /// A registration that does nothing until [#register].
  public static Registration of(RegistrationPlan plan, Identifiers identifiers) {
    return new Registration(); // to come
  }

  /// Registers now, or after the delay of the plan; a refresh when registered already.
  public List<UaOutput> register(Instant now) {
    return List.of(); // to come
  }

  /// Removes the binding and stops.
  public List<UaOutput> unregister(Instant now) {
    return List.of(); // to come
  }

  /// The way to the registrar is gone; the binding counts as lost until [#register].
  public List<UaOutput> flowFailed(Instant now) {
    return List.of(); // to come
  }

  /// A response to a REGISTER of this registration.
  public List<UaOutput> receive(SipResponse response, Instant now) {
    return List.of(); // to come
  }

  /// The client transaction of this REGISTER failed.
  public List<UaOutput> failed(SipRequest request, Failure failure, Instant now) {
    return List.of(); // to come
  }

  /// Does what is due.
  public List<UaOutput> elapse(Instant now) {
    return List.of(); // to come
  }

  /// When [#elapse] next has something to do.
  public Optional<Instant> deadline() {
    return Optional.empty(); // to come
  }

  public RegistrationState state() {
    return new RegistrationState.Unregistered(); // to come
  }

  /// The Call-ID of all REGISTER requests of this registration.
  public String callId() {
    return ""; // to come
  }
}
