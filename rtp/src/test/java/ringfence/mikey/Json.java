package ringfence.mikey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The vectors' JSON, as far as they use it.
record Json(Object value) {
  private static final Object NULL = new Object();

  static Json resource(String name) {
    try (var in = Json.class.getResourceAsStream(name)) {
      return new Json(new Reader(new String(in.readAllBytes(), StandardCharsets.UTF_8)).value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Json at(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no " + name + " in " + value));
  }

  /// What has the name, unless it is missing or null.
  Optional<Json> find(String name) {
    return Optional.ofNullable(((Map<?, ?>) value).get(name))
        .filter(it -> it != NULL)
        .map(Json::new);
  }

  Json at(int index) {
    return list().get(index);
  }

  List<Json> list() {
    return ((List<?>) value).stream().map(it -> new Json((Object) it)).toList();
  }

  Map<String, Json> entries() {
    Map<String, Json> all = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, it) -> all.put((String) name, new Json(it)));
    return all;
  }

  String text() {
    return (String) value;
  }

  long number() {
    return (Long) value;
  }

  int integer() {
    return Math.toIntExact(number());
  }

  boolean isTrue() {
    return (Boolean) value;
  }

  Octets hex() {
    return Octets.ofHex(text());
  }

  @Override
  public String toString() {
    return value instanceof Map<?, ?> map && map.containsKey("name")
        ? map.get("name").toString()
        : String.valueOf(value);
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Object value() {
      char first = next();
      if (first == '{') return object();
      if (first == '[') return array();
      if (first == '"') return string();
      int begin = at - 1;
      while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) at++;
      String word = text.substring(begin, at);
      return switch (word) {
        case "null" -> NULL;
        case "true", "false" -> Boolean.valueOf(word);
        default -> Long.valueOf(word);
      };
    }

    private char next() {
      while (Character.isWhitespace(text.charAt(at))) at++;
      return text.charAt(at++);
    }

    private Map<String, Object> object() {
      Map<String, Object> all = new LinkedHashMap<>();
      for (char c = next(); c != '}'; c = next()) {
        if (c == ',') continue;
        String name = string();
        if (next() != ':') throw new AssertionError("no : at " + at);
        all.put(name, value());
      }
      return all;
    }

    private List<Object> array() {
      List<Object> all = new ArrayList<>();
      for (char c = next(); c != ']'; c = next()) {
        if (c != ',') at--;
        all.add(value());
      }
      return all;
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
        if (c == '\\') c = escaped();
        out.append(c);
      }
      return out.toString();
    }

    private char escaped() {
      char c = text.charAt(at++);
      if (c == 'n') return '\n';
      if (c != 'u') return c;
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
  }
}
