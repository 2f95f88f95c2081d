package ringfence.manage.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A JSON value to be written, RFC 8259.
///
/// ```java
/// Json.object().put("ok", true).put("toneHz", 1000.2).put("names", Json.texts(List.of("a", "b"))).toString();
/// ```
public sealed interface Json {
  /// An object whose members keep their order; `put` returns a copy with one more.
  record JsonObject(Map<String, Json> members) implements Json {
    public JsonObject put(String name, Json value) {
      Map<String, Json> more = new LinkedHashMap<>(members);
      more.put(name, value);
      return new JsonObject(more);
    }

    public JsonObject put(String name, String value) {
      return put(name, new JsonText(value));
    }

    public JsonObject put(String name, long value) {
      return put(name, new JsonNumber(String.valueOf(value)));
    }

    public JsonObject put(String name, double value) {
      return put(name, number(value));
    }

    public JsonObject put(String name, boolean value) {
      return put(name, new JsonTruth(value));
    }

    @Override
    public String toString() {
      return members.entrySet().stream()
          .map(member -> quoted(member.getKey()) + ":" + member.getValue())
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  record JsonArray(List<Json> elements) implements Json {
    @Override
    public String toString() {
      return elements.stream().map(Json::toString).collect(Collectors.joining(",", "[", "]"));
    }
  }

  record JsonText(String text) implements Json {
    @Override
    public String toString() {
      return quoted(text);
    }
  }

  /// A number by its digits.
  record JsonNumber(String digits) implements Json {
    @Override
    public String toString() {
      return digits;
    }
  }

  record JsonTruth(boolean value) implements Json {
    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  record JsonNull() implements Json {
    @Override
    public String toString() {
      return "null";
    }
  }

  static JsonObject object() {
    return new JsonObject(Map.of());
  }

  static JsonArray array(List<? extends Json> elements) {
    return new JsonArray(new ArrayList<>(elements));
  }

  static JsonArray texts(List<String> texts) {
    return array(texts.stream().map(JsonText::new).toList());
  }

  static Json text(String text) {
    return new JsonText(text);
  }

  /// A number; JSON has no infinity and no NaN (RFC 8259 section 6), which become null.
  static Json number(double value) {
    if (!Double.isFinite(value)) return new JsonNull();
    return new JsonNumber(String.valueOf(value));
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // RFC 8259 7: "All Unicode characters may be placed within the quotation marks, except for
      // the characters that MUST be escaped"; U+2028, U+2029 and surrogates are escaped for safety
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(isSafe(c) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
    }
    return out.append('"').toString();
  }

  private static boolean isSafe(char c) {
    return c >= ' ' && c != 0x7F && c != 0x2028 && c != 0x2029 && !Character.isSurrogate(c);
  }
}
