package ringfence.manage.setting;

/// Quoted text of a script: `"` around it; in it `\"`, `\\`, `\n`, `\r`, `\t`, and `u` after a
/// backslash before the four hex digits of a UTF-16 unit.
final class ScriptText {
  private ScriptText() {}

  static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) out.append(escaped(text, i));
    return out.append('"').toString();
  }

  private static String escaped(String text, int at) {
    char c = text.charAt(at);
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          Character.isISOControl(c) || isLoneSurrogate(text, at)
              ? "\\u%04X".formatted((int) c)
              : String.valueOf(c);
    };
  }

  /// UTF-8 has no form for half a surrogate pair.
  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /// What was read from a quoted text, or what is wrong with it.
  sealed interface Unquoted {
    /// `end` is the place after the closing quote.
    record Text(String text, int end) implements Unquoted {}

    record Wrong(String reason) implements Unquoted {}
  }

  /// Reads the quoted text at the start of `line`.
  static Unquoted unquoted(String line) {
    var out = new StringBuilder();
    int at = 1;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"') return new Unquoted.Text(out.toString(), at + 1);
      if (c != '\\') {
        out.append(c);
        at++;
        continue;
      }
      int length = escapeLength(line, at);
      if (length == 0) return new Unquoted.Wrong("a backslash is followed by \\, \", n, r, t or u");
      out.append(unescaped(line, at));
      at += length;
    }
    return new Unquoted.Wrong("the quoted text does not end");
  }

  private static int escapeLength(String line, int at) {
    if (line.startsWith("u", at + 1)) {
      boolean hex =
          at + 6 <= line.length() && line.substring(at + 2, at + 6).matches("\\p{XDigit}+");
      return hex ? 6 : 0;
    }
    return at + 1 < line.length() && "\\\"nrt".indexOf(line.charAt(at + 1)) >= 0 ? 2 : 0;
  }

  private static char unescaped(String line, int at) {
    return switch (line.charAt(at + 1)) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt(line.substring(at + 2, at + 6), 16);
      default -> line.charAt(at + 1);
    };
  }
}
