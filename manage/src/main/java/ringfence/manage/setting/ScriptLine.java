package ringfence.manage.setting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a settings file, before anyone asks whether its name is known.
public sealed interface ScriptLine {
  /// Nothing, or a comment.
  record Blank() implements ScriptLine {}

  /// `name=value` or `table[key=row].column=value`; `row` and `key` are empty without a table. The
  /// row may be quoted: [RowName].
  record Assignment(String name, String key, String row, String value) implements ScriptLine {
    /// The name as the line has it.
    public String shown() {
      if (key.isEmpty()) return name;
      int column = name.lastIndexOf('.');
      return RowName.place(name.substring(0, column), key, row) + name.substring(column);
    }
  }

  record Wrong(String reason) implements ScriptLine {}

  Pattern ASSIGNMENT =
      Pattern.compile(
          "(?<name>[A-Za-z_][\\w.]*+)(\\[\\s*(?<key>\\w++)\\s*=(?<row>"
              + RowName.BARE
              + ")\\]\\.(?<column>\\w++))?\\s*+=(?<value>.*)",
          Pattern.DOTALL);
  Pattern QUOTED_ROW =
      Pattern.compile("(?<name>[A-Za-z_][\\w.]*+)\\[\\s*(?<key>\\w++)\\s*=\\s*+(?=\")");
  Pattern COLUMN = Pattern.compile("\\s*+]\\.(?<column>\\w++)\\s*+=(?<value>.*)", Pattern.DOTALL);
  Pattern COMMENT = Pattern.compile("(^|\\s)#");

  /// The line that sets a place: `SipEp.Gateway[Name=default].Port="5060"`.
  static String line(String place, String value) {
    return place + "=" + ScriptText.quoted(value);
  }

  static ScriptLine read(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) return new Blank();
    Matcher quoted = QUOTED_ROW.matcher(text);
    if (quoted.lookingAt()) return ofQuotedRow(quoted, text.substring(quoted.end()));
    Matcher matcher = ASSIGNMENT.matcher(text);
    if (!matcher.matches()) return new Wrong("a line is a name, an equals sign and a value");
    String column = matcher.group("column");
    var target =
        column == null
            ? new Target(matcher.group("name"), "", "")
            : new Target(
                matcher.group("name") + "." + column,
                matcher.group("key"),
                matcher.group("row").strip());
    return target.to(matcher.group("value").strip());
  }

  private static ScriptLine ofQuotedRow(Matcher head, String rest) {
    return switch (ScriptText.unquoted(rest)) {
      case ScriptText.Unquoted.Wrong(var reason) -> new Wrong("in the name of the row, " + reason);
      case ScriptText.Unquoted.Text(var row, _) when !RowName.fits(row) ->
          new Wrong("a row has " + RowName.ALLOWED);
      case ScriptText.Unquoted.Text(var row, var end) -> {
        Matcher column = COLUMN.matcher(rest.substring(end));
        if (!column.matches()) yield new Wrong("after the quoted name of a row comes ].NAME=VALUE");
        String name = head.group("name") + "." + column.group("column");
        yield new Target(name, head.group("key"), row).to(column.group("value").strip());
      }
    };
  }

  /// What a line sets.
  record Target(String name, String key, String row) {
    private ScriptLine to(String value) {
      return value.startsWith("\"") ? toQuoted(value) : assigned(bare(value));
    }

    private ScriptLine toQuoted(String value) {
      return switch (ScriptText.unquoted(value)) {
        case ScriptText.Unquoted.Wrong(var reason) -> new Wrong(reason);
        case ScriptText.Unquoted.Text(var text, var end) -> {
          String rest = value.substring(end).strip();
          yield rest.isEmpty() || rest.startsWith("#")
              ? assigned(text)
              : new Wrong("something follows the quoted value");
        }
      };
    }

    private ScriptLine assigned(String value) {
      return new Assignment(name, key, row, value);
    }
  }

  private static String bare(String value) {
    Matcher comment = COMMENT.matcher(value);
    return comment.find() ? value.substring(0, comment.start()).strip() : value;
  }
}
