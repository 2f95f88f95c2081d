package ringfence.mikey;

import java.util.Optional;

/// What a verification message authenticates besides itself: the data of the ID payloads, of no
/// octets where none was sent, and the Initiator's timestamp.
record Parties(Octets initiator, Octets responder, Timestamp timestamp) {
  static Parties of(InitiatorMessage message, Optional<Identity> responder) {
    return new Parties(data(message.initiator()), data(responder), message.timestamp());
  }

  /// The parties of an answer: IDr is that of the answer, if it has one.
  Parties answeredBy(Optional<Identity> other) {
    return new Parties(initiator, other.map(Identity::data).orElse(responder), timestamp);
  }

  static Octets data(Optional<Identity> identity) {
    return identity.map(Identity::data).orElse(Octets.NONE);
  }
}
