package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Explains one message.
final class Dissector {
  private final byte[] octets;
  private final Dissection.Knowledge known;
  private final FieldList fields = new FieldList();
  private final List<Dissection.Finding> findings = new ArrayList<>();

  Dissector(byte[] octets, Dissection.Knowledge known) {
    this.octets = octets;
    this.known = known;
  }

  Dissection dissect() {
    MessageReader reader = new MessageReader(octets);
    MikeyMessage.Reading reading = MikeyMessage.read(reader);
    reader.header().ifPresent(it -> new HeaderWords(fields).explain(it, octets[2] & 0xFF));
    PayloadWords words = new PayloadWords(fields, known.keysShown());
    for (int i = 0; i < reader.payloads().size(); i++) {
      words.explain(reader.payloads().get(i), reader.nextPayload(i));
    }
    Optional<MikeyRefusal> refusal =
        switch (reading) {
          case MikeyMessage.Reading.Good(var message) -> unlock(message);
          case MikeyMessage.Reading.Malformed(var why) -> {
            rest(why);
            yield Optional.of(why);
          }
        };
    return new Dissection(fields.all(), findings, refusal);
  }

  /// The octets behind those that were understood.
  private void rest(MikeyRefusal refusal) {
    int length = octets.length - fields.offset();
    if (length == 0) return;
    fields.payload(length, "not understood", refusal.reason(), refusal.clause());
    fields.field(length, "octets", length + " octets", refusal.clause());
  }

  private Optional<MikeyRefusal> unlock(MikeyMessage message) {
    new SignatureVerdict(message, first()).find().ifPresent(findings::add);
    if (known.key().isEmpty()) return Optional.empty();
    try {
      new Unlocking(message, first(), known.keysShown(), fields, findings)
          .explain(known.key().get());
      return Optional.empty();
    } catch (Fault fault) {
      return Optional.of(fault.refusal());
    }
  }

  /// The Initiator's first message, if it is one.
  private Optional<MikeyMessage> first() {
    return known
        .initiators()
        .flatMap(it -> MikeyMessage.read(it.array()).good())
        .filter(it -> it.first(Timestamp.class).isPresent());
  }
}
