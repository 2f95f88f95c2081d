package ringfence.trace.lesson;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import ringfence.mikey.Dissection;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.sdp.Attributed;
import ringfence.sdp.SessionDescription;
import ringfence.trace.decode.Content;
import ringfence.trace.tls.Span;

/// The MIKEY message of a session description, octet by octet; keys in it stay encrypted.
final class KeyExchange {
  private KeyExchange() {}

  static List<Span> of(Content content) {
    if (!(content instanceof Content.Sip sip) || sip.session().isEmpty()) return List.of();
    return levels(sip.session().get())
        .flatMap(level -> level.values("key-mgmt").stream())
        .flatMap(value -> KeyMgmtAttribute.parse(value).good().stream())
        .filter(KeyMgmtAttribute::isMikey)
        .findFirst()
        .map(attribute -> spans(attribute.data().array()))
        .orElse(List.of());
  }

  private static Stream<Attributed> levels(SessionDescription session) {
    return Stream.concat(Stream.of(session), session.media().stream());
  }

  private static List<Span> spans(byte[] message) {
    return Dissection.of(message, Dissection.Knowledge.NONE).leaves().stream()
        .map(field -> span(message, field))
        .toList();
  }

  private static Span span(byte[] message, Dissection.Field field) {
    String hex = HexFormat.of().formatHex(message, field.offset(), field.offset() + field.length());
    boolean hidden = field.name().equals("Encr data") && !field.value().equals(hex);
    return new Span(
        field.length(),
        hidden ? "…" : hex,
        field.name(),
        hidden ? field.value() : words(field, hex));
  }

  /// What is more than the octets once again.
  private static String words(Dissection.Field field, String hex) {
    return field.value().equals(hex) ? "" : field.value();
  }
}
