package ringfence.manage.event;

import java.util.Map;

/// What an event knows beyond its sentence, as RFC 5424 section 6.3 has it. The enterprise number
/// 32473 is the one kept for those who have none (RFC 5612).
final class StructuredData {
  private static final int MOST_VALUE = 160;

  private StructuredData() {}

  /// `[meta sequenceId="7"][event@32473 count="0571" about="OpenSIPS" peer="…"]`.
  static String of(Event event, int sequence) {
    var out = new StringBuilder("[meta sequenceId=\"" + sequence + "\"][event@32473");
    append(out, "count", "%04X".formatted(event.id()));
    if (!event.about().isEmpty()) append(out, "about", event.about());
    for (Map.Entry<String, String> field : event.fields().entrySet()) {
      append(out, name(field.getKey(), 32), field.getValue());
    }
    event.notification().ifPresent(kind -> explain(out, kind));
    return out.append(']').toString();
  }

  private static void explain(StringBuilder out, Notification kind) {
    append(out, "why", kind.cause());
    append(out, "cure", kind.cure());
  }

  private static void append(StringBuilder out, String name, String value) {
    int end = Math.min(value.length(), MOST_VALUE);
    out.append(' ').append(name).append("=\"").append(escaped(value.substring(0, end))).append('"');
  }

  private static String escaped(String value) {
    // RFC 5424 6.3.3: "the characters '"' (ABNF %d34), '\' (ABNF %d92), and ']' (ABNF %d93) MUST be
    // escaped"
    return value.replaceAll("\\p{Cntrl}", " ").replaceAll("[\"\\\\\\]]", "\\\\$0");
  }

  /// A name of printable ASCII, without what structured data marks its ends with.
  static String name(String text, int most) {
    String plain = text.replaceAll("[^!-~]|[=\\]\"]", "_");
    return plain.isEmpty() ? "-" : plain.substring(0, Math.min(most, plain.length()));
  }
}
