package ringfence.manage.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ringfence.manage.json.Json.JsonArray;
import ringfence.manage.json.Json.JsonNull;
import ringfence.manage.json.Json.JsonNumber;
import ringfence.manage.json.Json.JsonObject;
import ringfence.manage.json.Json.JsonText;
import ringfence.manage.json.Json.JsonTruth;

/// Reads one JSON text, RFC 8259, from someone who may mean harm: strictly, and to a bounded depth.
/// A number keeps its digits; two members of one name are refused, since readers differ on which
/// counts.
public final class JsonParser {
  /// RFC 8259 9: "An implementation may set limits on the maximum depth of nesting."
  private static final int MOST_DEEP = 32;

  /// What came of reading.
  public sealed interface Outcome {
    record Value(Json json) implements Outcome {}

    /// Not JSON.
    ///
    /// @param at the place of the fault, in UTF-16 units from 0
    record Malformed(int at, String reason) implements Outcome {}
  }

  /// Ends the reading of a text that is not JSON; it never leaves this class.
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int at;

    Fault(int at, String reason) {
      super(reason, null, false, false);
      this.at = at;
    }
  }

  private final String text;
  private int at;

  private JsonParser(String text) {
    this.text = text;
  }

  public static Outcome parse(String text) {
    var parser = new JsonParser(text);
    try {
      Json value = parser.value(0);
      parser.skipSpace();
      if (parser.at < text.length()) throw parser.fault("something follows the value");
      return new Outcome.Value(value);
    } catch (Fault fault) {
      return new Outcome.Malformed(fault.at, String.valueOf(fault.getMessage()));
    }
  }

  private Json value(int depth) {
    if (depth > MOST_DEEP) throw fault("it is nested deeper than " + MOST_DEEP);
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonText(string());
      case 't' -> word("true", new JsonTruth(true));
      case 'f' -> word("false", new JsonTruth(false));
      case 'n' -> word("null", new JsonNull());
      default -> number();
    };
  }

  private Json object(int depth) {
    at++;
    Map<String, Json> members = new LinkedHashMap<>();
    if (ends('}')) return new JsonObject(members);
    do {
      skipSpace();
      int start = at;
      if (peek() != '"') throw fault("a member begins with its name in quotes");
      String name = string();
      skipSpace();
      if (peek() != ':') throw fault("a colon follows a member's name");
      at++;
      boolean twice = members.put(name, value(depth + 1)) != null;
      if (twice) throw new Fault(start, "a second member of this name");
    } while (goesOn('}'));
    return new JsonObject(members);
  }

  private Json array(int depth) {
    at++;
    List<Json> elements = new ArrayList<>();
    if (ends(']')) return new JsonArray(elements);
    do elements.add(value(depth + 1));
    while (goesOn(']'));
    return new JsonArray(elements);
  }

  private boolean ends(char end) {
    skipSpace();
    if (peek() != end) return false;
    at++;
    return true;
  }

  /// Whether a comma leads to another element, rather than `end` to none.
  private boolean goesOn(char end) {
    skipSpace();
    char next = peek();
    if (next != ',' && next != end) throw fault("a comma or " + end + " is missing");
    at++;
    return next == ',';
  }

  private String string() {
    at++;
    var out = new StringBuilder();
    while (true) {
      char c = peek();
      if (c == '"') {
        at++;
        return out.toString();
      }
      // RFC 8259 7: "the control characters (U+0000 through U+001F)" must be escaped
      if (c < ' ') throw fault("a text ends without its quote, or has a control character");
      out.append(c == '\\' ? escaped() : c);
      at++;
    }
  }

  /// Reads an escape and stays on its last character.
  private char escaped() {
    at++;
    return switch (peek()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw fault("no such escape");
    };
  }

  private char unit() {
    int end = at + 5;
    if (end > text.length() || !text.substring(at + 1, end).matches("[0-9A-Fa-f]{4}")) {
      throw fault("four hex digits follow \\u");
    }
    char unit = (char) Integer.parseInt(text.substring(at + 1, end), 16);
    at = end - 1;
    return unit;
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) throw fault("no such word");
    at += word.length();
    return value;
  }

  /// RFC 8259 6: `number = [ minus ] int [ frac ] [ exp ]`
  private Json number() {
    int start = at;
    if (peek() == '-') at++;
    if (peek() == '0') at++;
    else digits();
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') at++;
      digits();
    }
    return new JsonNumber(text.substring(start, at));
  }

  private void digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') at++;
    if (at == start) throw fault("a value is missing");
  }

  private void skipSpace() {
    while (" \t\n\r".indexOf(peek()) >= 0) at++;
  }

  /// The next character; U+0000, which no JSON has outside a text, at the end.
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private Fault fault(String reason) {
    return new Fault(at, reason);
  }
}
