package ringfence.trace.filter;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What to write in place of a word that filters do not know.
final class Advice {
  private static final String OCTETS =
      "text is looked for in SIP messages only, as in sip contains \"text\"";

  /// Words of Wireshark's that cannot mean here what they mean there.
  private static final Map<String, String> INSTEAD =
      Map.of(
          "udp.stream",
          "what Wireshark counts so depends on what it takes for media; name the ports, as in"
              + " udp.port == 5004 && udp.port == 6004",
          "tls.record.version",
          "the version of a connection is in protocol, and that of its hellos in"
              + " tls.handshake.version",
          "frame",
          OCTETS,
          "ip",
          OCTETS,
          "tcp",
          OCTETS,
          "udp",
          OCTETS,
          "tls",
          OCTETS,
          "rtp",
          OCTETS,
          "sdp",
          OCTETS);

  private Advice() {}

  /// In place of a field.
  static String forField(String name) {
    return "no such field: " + name + "; " + among(Fields.names(), name);
  }

  /// In place of a word that stands alone.
  static String forWord(String name) {
    Set<String> known = new TreeSet<>(Fields.names());
    known.addAll(Protocols.names());
    return "no such field or protocol: " + name + "; " + among(known, name);
  }

  private static String among(Set<String> known, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String instead = INSTEAD.get(lower);
    if (instead != null) return instead;
    Optional<String> nearest = nearest(known, lower);
    if (nearest.isPresent()) return "did you mean " + nearest.get() + "?";
    String protocol = lower.substring(0, lower.indexOf('.') + 1);
    String siblings = listed(known, it -> !protocol.isEmpty() && it.startsWith(protocol));
    return siblings.isEmpty()
        ? "known are " + listed(known, it -> !it.contains(".")) + ", and fields as in sip.Method"
        : "of " + protocol.substring(0, protocol.length() - 1) + " are known " + siblings;
  }

  private static String listed(Set<String> known, Predicate<String> which) {
    return known.stream()
        .filter(it -> which.test(it.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }

  /// A word that was probably meant: one that ends in what was asked for, or one that it takes few
  /// changes to.
  private static Optional<String> nearest(Set<String> known, String lower) {
    Optional<String> longer =
        known.stream().filter(it -> it.toLowerCase(Locale.ROOT).endsWith("." + lower)).findFirst();
    int most = Math.max(1, lower.length() / 4);
    return longer.or(
        () ->
            known.stream()
                .filter(it -> changes(lower, it.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.comparingInt(it -> changes(lower, it.toLowerCase(Locale.ROOT)))));
  }

  /// How many letters must be added, left out, changed or swapped with the next.
  private static int changes(String from, String to) {
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : changes(table, new At(from, i), new At(to, j));
      }
    }
    return table[from.length()][to.length()];
  }

  /// The first letters of a word.
  private record At(String word, int length) {
    char last() {
      return word.charAt(length - 1);
    }

    boolean swaps(At other) {
      return length > 1
          && other.length > 1
          && last() == other.word.charAt(other.length - 2)
          && word.charAt(length - 2) == other.last();
    }
  }

  private static int changes(int[][] table, At from, At to) {
    int i = from.length();
    int j = to.length();
    int changed = table[i - 1][j - 1] + (from.last() == to.last() ? 0 : 1);
    int least = Math.min(changed, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    return from.swaps(to) ? Math.min(least, 1 + table[i - 2][j - 2]) : least;
  }
}
