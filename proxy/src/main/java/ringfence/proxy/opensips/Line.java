package ringfence.proxy.opensips;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A line of an `opensips.cfg` that says something.
///
/// @param number from 1
/// @param text the line without its comment
/// @param value empty when the line is not `name = value`
record Line(int number, String text, String name, Optional<String> value) {
  private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)\\s*=\\s*(.*)");
  private static final Pattern BLOCK_COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
  private static final String QUOTES = "\"'“”„‟‘’″";

  /// The lines of `text` that are neither empty nor comments.
  static List<Line> all(String text) {
    // A block comment keeps its line breaks, so that the lines below keep their numbers.
    String bare =
        BLOCK_COMMENT.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", ""));
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String each : bare.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      number++;
      String said = withoutComment(each).strip();
      if (!said.isEmpty()) lines.add(of(number, said));
    }
    return lines;
  }

  private static Line of(int number, String said) {
    var assignment = ASSIGNMENT.matcher(said);
    if (!assignment.matches()) return new Line(number, said, "", Optional.empty());
    return new Line(number, said, assignment.group(1), value(assignment.group(2)));
  }

  private static Optional<String> value(String text) {
    String value = text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    int start = 0;
    int end = value.length();
    while (start < end && QUOTES.indexOf(value.charAt(start)) >= 0) start++;
    while (end > start && QUOTES.indexOf(value.charAt(end - 1)) >= 0) end--;
    String bare = value.substring(start, end).strip();
    return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
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
