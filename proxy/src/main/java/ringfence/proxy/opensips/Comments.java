package ringfence.proxy.opensips;

import java.util.regex.Pattern;

/// The comments of an `opensips.cfg`: `#` and `//` to the end of the line, and `/* */`.
final class Comments {
  private static final Pattern BLOCK = Pattern.compile("(?s)/\\*.*?\\*/");

  private Comments() {}

  /// The text without them; every line keeps its number.
  static String removed(String text) {
    String bare = BLOCK.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", ""));
    var lines = new StringBuilder();
    for (String line : bare.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      lines.append(withoutComment(line)).append('\n');
    }
    return lines.substring(0, lines.length() - 1);
  }

  private static String withoutComment(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') quoted = !quoted;
      boolean slashes =
          c == '/' && line.startsWith("//", i) && (i == 0 || line.charAt(i - 1) != ':');
      if (!quoted && (c == '#' || slashes)) return line.substring(0, i);
    }
    return line;
  }
}
