package ringfence.sip.ua;

import java.time.Instant;
import java.util.List;
import ringfence.sip.message.Contact;
import ringfence.sip.message.SipResponse;

/// The state of a [Registration], in the words and numbers of the DGW units.
public sealed interface RegistrationState {
  /// Not registered, and not trying.
  record Unregistered() implements RegistrationState {}

  /// The first REGISTER is out.
  record Registering() implements RegistrationState {}

  /// Registered.
  ///
  /// @param bindings every Contact that the registrar keeps for this address
  /// @param refreshAt when the next REGISTER goes out
  /// @param expiresAt when the binding would lapse
  record Registered(List<Contact> bindings, Instant refreshAt, Instant expiresAt)
      implements RegistrationState {}

  /// Registered, and the REGISTER that keeps it so is out.
  record Refreshing(Instant expiresAt) implements RegistrationState {}

  /// The REGISTER that removes the binding is out.
  record Unregistering() implements RegistrationState {}

  /// The registrar did not answer, or cannot be reached.
  record Unreachable(Instant retryAt) implements RegistrationState {}

  /// The registrar refused the credentials, or there were none for its challenge.
  record AuthFailed(Instant retryAt, SipResponse response) implements RegistrationState {}

  /// The registrar refused.
  record Rejected(Instant retryAt, SipResponse response) implements RegistrationState {}

  /// The registrar's 200 does not hold our Contact, or still holds it after its removal.
  record InvalidResponse(Instant retryAt, SipResponse response) implements RegistrationState {}

  /// The number of the state in the units' `SipEp` tables.
  default int number() {
    return switch (this) {
      case Unregistered _ -> 100;
      case Registering _ -> 200;
      case Registered _ -> 300;
      case Refreshing _ -> 400;
      case Unregistering _ -> 500;
      case Unreachable _ -> 600;
      case AuthFailed _ -> 700;
      case Rejected _ -> 800;
      case InvalidResponse _ -> 1000;
    };
  }

  /// Whether the binding is known to be in force.
  default boolean isRegistered() {
    return this instanceof Registered || this instanceof Refreshing;
  }
}
