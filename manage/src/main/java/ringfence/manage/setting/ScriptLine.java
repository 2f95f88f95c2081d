package ringfence.manage.setting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a settings file, before anyone asks whether its name is known.
public sealed interface ScriptLine {
  /// Nothing, or a comment.
  record Blank() implements ScriptLine {}

  /// `name=value` or `table[key=row].column=value`; `row` and `key` are empty without a table.
  record Assignment(String name, String key, String row, String value) implements ScriptLine {
    /// The name as the line has it.
    public String shown() {
      if (key.isEmpty()) return name;
      int column = name.lastIndexOf('.');
      return name.substring(0, column) + "[" + key + "=" + row + "]" + name.substring(column);
    }
  }

  record Wrong(String reason) implements ScriptLine {}

  Pattern ASSIGNMENT =
      Pattern.compile(
          "(?<name>[A-Za-z_][\\w.]*+)(\\[\\s*(?<key>\\w++)\\s*=(?<row>"
              + Table.ROW
              + ")\\]\\.(?<column>\\w++))?\\s*+=(?<value>.*)",
          Pattern.DOTALL);
  Pattern COMMENT = Pattern.compile("(^|\\s)#");

  /// The line that sets a place: `SipEp.Gateway[Name=default].Port="5060"`.
  static String line(String place, String value) {
    return place + "=" + ScriptText.quoted(value);
  }

  static ScriptLine read(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) return new Blank();
    Matcher matcher = ASSIGNMENT.matcher(text);
    if (!matcher.matches()) return new Wrong("a line is a name, an equals sign and a value");
    String value = matcher.group("value").strip();
    return value.startsWith("\"") ? quoted(matcher, value) : assignment(matcher, bare(value));
  }

  private static ScriptLine quoted(Matcher matcher, String value) {
    return switch (ScriptText.unquoted(value)) {
      case ScriptText.Unquoted.Wrong(var reason) -> new Wrong(reason);
      case ScriptText.Unquoted.Text(var text, var end) -> {
        String rest = value.substring(end).strip();
        yield rest.isEmpty() || rest.startsWith("#")
            ? assignment(matcher, text)
            : new Wrong("something follows the quoted value");
      }
    };
  }

  private static String bare(String value) {
    Matcher comment = COMMENT.matcher(value);
    return comment.find() ? value.substring(0, comment.start()).strip() : value;
  }

  private static ScriptLine assignment(Matcher matcher, String value) {
    String column = matcher.group("column");
    if (column == null) return new Assignment(matcher.group("name"), "", "", value);
    String name = matcher.group("name") + "." + column;
    return new Assignment(name, matcher.group("key"), matcher.group("row").strip(), value);
  }
}
