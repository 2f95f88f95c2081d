package ringfence.mikey;

import java.util.List;
import java.util.Optional;

/// A message explained for a person: what every octet of it is, and what a key that is known makes
/// of it.
///
/// `fields` cover the octets without a gap, in their order; of a message that is malformed they end
/// where `refusal` says. `findings` are what was calculated: whether a MAC or a signature is right,
/// and which keys the streams have.
public record Dissection(
    List<Field> fields, List<Finding> findings, Optional<MikeyRefusal> refusal) {
  /// What some octets are.
  ///
  /// @param offset the first octet, from 0
  /// @param length how many octets there are
  /// @param depth 0 is a payload as a whole, 1 a field of it, 2 what was encrypted in that field
  /// @param name the standard's name of the payload or the field
  /// @param value what it says, in words; a key only when it was asked for
  /// @param clause where it is specified
  public record Field(
      int offset, int length, int depth, String name, String value, String clause) {}

  /// What comes of the message and a key.
  public record Finding(String name, String value, String clause) {}

  /// What the reader of a message knows: its pre-shared key, the Initiator's first message (for an
  /// answer or an update), and whether to print keys.
  public record Knowledge(
      Optional<PreSharedKey> key, Optional<Octets> initiators, boolean keysShown) {
    /// Nothing is known, and no key printed.
    public static final Knowledge NONE = new Knowledge(Optional.empty(), Optional.empty(), false);
  }

  public Dissection {
    fields = List.copyOf(fields);
    findings = List.copyOf(findings);
  }

  /// Explains octets that may be a message.
  public static Dissection of(byte[] octets, Knowledge known) {
    return new Dissector(octets, known).dissect();
  }

  /// The fields at the depth of payloads' fields, which cover the message.
  public List<Field> leaves() {
    return fields.stream().filter(it -> it.depth() == 1).toList();
  }
}
