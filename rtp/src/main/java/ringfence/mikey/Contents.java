package ringfence.mikey;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Checks that a message has the payloads that its exchange foresees; `clause` is where that is
/// said.
record Contents(MikeyMessage message, String clause) {
  static Contents of(MikeyMessage message) {
    return new Contents(message, message.header().dataType().clause());
  }

  /// The one payload of a kind.
  <P extends Payload> P one(PayloadType type, Class<P> kind) {
    return atMostOne(type, kind).orElseThrow(() -> refused("no " + type + " payload", 0));
  }

  /// The payload of a kind, if there is one.
  <P extends Payload> Optional<P> atMostOne(PayloadType type, Class<P> kind) {
    List<P> all = message.all(kind);
    if (all.size() > 1) throw refused(all.size() + " " + type + " payloads", offset(type, 1));
    return all.stream().findFirst();
  }

  /// Refuses payloads of other types.
  void only(Set<PayloadType> foreseen) {
    for (Payload it : message.payloads()) {
      if (!foreseen.contains(it.type())) {
        String kind = message.header().dataType().words();
        throw refused("a " + it.type() + " payload in the " + kind, offset(it));
      }
    }
  }

  /// Refuses a message in which the payload that authenticates is not at the end.
  void last(Payload payload) {
    if (message.payloads().getLast().type() != payload.type()) {
      throw refused(payload.type() + " is not the last payload", offset(payload));
    }
  }

  /// IDi and IDr, as far as they are there.
  List<Identity> identities() {
    List<Identity> all = message.all(Identity.class);
    if (all.size() > 2) throw refused(all.size() + " ID payloads", offset(PayloadType.ID, 2));
    for (Identity it : all) {
      if (it.kind() > Identity.URI) {
        throw new Fault(
            ErrorNumber.INVALID_ID, "RFC 3830 6.7", "ID type " + it.kind(), offset(it) + 1);
      }
    }
    return all;
  }

  /// The octet at which a payload of the message begins.
  int offset(Payload payload) {
    return message.offset(message.payloads().indexOf(payload));
  }

  /// The octet at which a payload begins that has `before` others of its type before it.
  private int offset(PayloadType type, int before) {
    return IntStream.range(0, message.payloads().size())
        .filter(i -> message.payloads().get(i).type() == type)
        .skip(before)
        .map(message::offset)
        .findFirst()
        .orElse(0);
  }

  private Fault refused(String reason, int octet) {
    return new Fault(ErrorNumber.UNSPECIFIED, clause, reason, octet);
  }
}
