package ringfence.proxy.opensips;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Something that an `opensips.cfg` says, with the lines that it stands on.
sealed interface Statement {
  Lines lines();

  /// From 1, both included.
  record Lines(int first, int last) {
    @Override
    public String toString() {
      return first == last ? "line " + first : "lines " + first + " to " + last;
    }
  }

  /// `name = value`.
  ///
  /// @param value empty where nothing stands there
  record Assignment(Lines lines, String text, String name, String value) implements Statement {}

  /// `modparam("module", "name", value)`; several modules may share one.
  record ModParam(Lines lines, String text, String module, String name, String value)
      implements Statement {}

  /// `route { … }` and its like, whatever is in it.
  ///
  /// @param kind `branch_route[natted]`
  record Route(Lines lines, String kind) implements Statement {}

  /// `loadmodule "x.so"` and other words of the configuration.
  record Other(Lines lines, String text) implements Statement {}

  /// Reads the whole text; comments are no statements.
  static List<Statement> all(String text) {
    return new Reading(text).all();
  }

  /// One pass through the lines.
  final class Reading {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)\\s*=\\s*(.*)");
    private static final Pattern ROUTE =
        Pattern.compile("(?:\\w+_)?route\\b\\s*(?:\\[[^\\]]*\\])?");
    private static final Pattern MODPARAM = Pattern.compile("modparam\\s*\\(");
    private static final String QUOTES = "\"'“”„‟‘’″";

    private final String[] lines;
    private final List<Statement> statements = new ArrayList<>();
    private int at;

    Reading(String text) {
      this.lines = Comments.removed(text).split("\n", -1);
    }

    List<Statement> all() {
      while (at < lines.length) {
        String said = lines[at].strip();
        if (said.isEmpty()) at++;
        else statements.add(statement(said));
      }
      return statements;
    }

    private Statement statement(String said) {
      int first = at + 1;
      var route = ROUTE.matcher(said);
      if (route.lookingAt() && isBlock(said.substring(route.end()))) {
        skipBlock();
        return new Route(new Lines(first, at), route.group().strip());
      }
      if (MODPARAM.matcher(said).lookingAt()) return modparam(first);
      at++;
      var lines = new Lines(first, first);
      var assignment = ASSIGNMENT.matcher(said);
      return assignment.matches()
          ? new Assignment(lines, said, assignment.group(1), bare(assignment.group(2)))
          : new Other(lines, said);
    }

    private static boolean isBlock(String rest) {
      return rest.isBlank() || rest.strip().startsWith("{");
    }

    /// Past the brace that closes the first one; to the end where none does.
    private void skipBlock() {
      int depth = 0;
      boolean opened = false;
      while (at < lines.length) {
        int change = braces(lines[at]);
        opened = opened || lines[at].indexOf('{') >= 0;
        depth += change;
        at++;
        if (opened && depth <= 0) return;
      }
    }

    private static int braces(String line) {
      int depth = 0;
      boolean quoted = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '"') quoted = !quoted;
        if (!quoted && c == '{') depth++;
        if (!quoted && c == '}') depth--;
      }
      return depth;
    }

    private Statement modparam(int first) {
      var joined = new StringBuilder();
      int last = Math.min(lines.length, at + 5);
      while (at < last && joined.indexOf(")") < 0) joined.append(lines[at++].strip());
      String text = joined.toString();
      var where = new Lines(first, at);
      int open = text.indexOf('(');
      int close = text.lastIndexOf(')');
      if (close < open) return new Other(where, text);
      String[] parts = text.substring(open + 1, close).split(",", 3);
      if (parts.length < 3) return new Other(where, text);
      return new ModParam(where, text, bare(parts[0]), bare(parts[1]), bare(parts[2]));
    }

    private static String bare(String text) {
      String value = text.strip();
      if (value.endsWith(";")) value = value.substring(0, value.length() - 1).strip();
      int start = 0;
      int end = value.length();
      while (start < end && QUOTES.indexOf(value.charAt(start)) >= 0) start++;
      while (end > start && QUOTES.indexOf(value.charAt(end - 1)) >= 0) end--;
      return value.substring(start, end).strip();
    }
  }
}
