package ringfence.manage.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// A request that passed the guards: its path's named parts, its query or form fields, its body.
public final class WebRequest {
  private final String method;
  private final String path;
  private final Map<String, String> named;
  private final Map<String, String> fields;
  private final byte[] body;

  WebRequest(
      String method,
      String path,
      Map<String, String> named,
      Map<String, String> fields,
      byte[] body) {
    this.method = method;
    this.path = path;
    this.named = named;
    this.fields = fields;
    this.body = body;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public byte[] body() {
    return body.clone();
  }

  /// The part of the path that its pattern calls so; asking for another is a bug.
  public String part(String name) {
    return Optional.ofNullable(named.get(name))
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /// A query parameter or a field of a posted form.
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Reads `application/x-www-form-urlencoded` text into `fields`; of equal names the first counts.
  static void readFields(String text, Map<String, String> fields) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (pair.isEmpty()) continue;
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.putIfAbsent(decoded(name), decoded(value));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a stray percent sign means itself
    }
  }
}
