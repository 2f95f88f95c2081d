package ringfence.mikey;

import java.util.Optional;

/// What a verification message authenticates besides itself: the data of the ID payloads, of no
/// octets where none was sent, and the Initiator's timestamp.
record Parties(Octets initiator, Octets responder, Timestamp timestamp) {
  static Octets data(Optional<Identity> identity) {
    return identity.map(Identity::data).orElse(Octets.NONE);
  }
}
