package ringfence.mikey;

import java.util.List;
import java.util.Optional;

/// What a verification message authenticates besides itself: the data of the ID payloads, of no
/// octets where none was sent, and the Initiator's timestamp.
record Parties(Octets initiator, Octets responder, Timestamp timestamp) {
  /// The parties of an answer: IDr is the answer's if it has one, else that of the message that it
  /// answers.
  static Parties of(MikeyMessage sent, MikeyMessage answer) {
    List<Identity> identities = sent.all(Identity.class);
    Optional<Identity> responder = answer.first(Identity.class);
    return new Parties(
        data(identities.stream().findFirst()),
        data(responder.or(() -> identities.stream().skip(1).findFirst())),
        sent.first(Timestamp.class).orElseThrow());
  }

  static Octets data(Optional<Identity> identity) {
    return identity.map(Identity::data).orElse(Octets.NONE);
  }
}
