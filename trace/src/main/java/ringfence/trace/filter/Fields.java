package ringfence.trace.filter;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The fields that filters know, by the names that Wireshark gives them and by short ones, in any
/// case.
final class Fields {
  private static final Map<String, Field> KNOWN = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    KNOWN.putAll(RowFields.ALL);
    KNOWN.putAll(SipFields.ALL);
    KNOWN.putAll(TlsFields.ALL);
  }

  private Fields() {}

  static Optional<Field> named(String name) {
    return Optional.ofNullable(KNOWN.get(current(name)));
  }

  /// Wireshark still takes the names that fields of TLS had when it was SSL.
  private static String current(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("ssl.") ? "tls" + name.substring(3) : name;
  }

  /// As they are written.
  static Set<String> names() {
    Set<String> names = new TreeSet<>(KNOWN.keySet());
    names.add(Beginning.NAME);
    return names;
  }
}
