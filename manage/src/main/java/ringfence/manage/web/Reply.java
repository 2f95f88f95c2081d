package ringfence.manage.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import ringfence.manage.json.Json;

/// What a route answers: a status of RFC 9110 section 15, headers and a body.
public final class Reply {
  private final int status;
  private final byte[] body;
  private final Map<String, String> headers;

  private Reply(int status, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  public static Reply html(Html page) {
    return html(200, page);
  }

  public static Reply html(int status, Html page) {
    return of(status, "text/html; charset=utf-8", page.toString());
  }

  public static Reply json(Json value) {
    return json(200, value);
  }

  public static Reply json(int status, Json value) {
    return of(status, "application/json", value + "\n");
  }

  public static Reply text(int status, String sentence) {
    return of(status, "text/plain; charset=utf-8", sentence + "\n");
  }

  /// A text as it is, such as a script.
  public static Reply plain(String text) {
    return of(200, "text/plain; charset=utf-8", text);
  }

  /// It is done, and there is nothing to say.
  public static Reply nothing() {
    return new Reply(204, new byte[0], Map.of());
  }

  static Reply file(String contentType, byte[] body) {
    return new Reply(200, body.clone(), Map.of("Content-Type", contentType));
  }

  /// A file to keep, such as a capture or a settings script.
  public static Reply download(String contentType, byte[] body, String fileName) {
    String safe = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
    return file(contentType, body)
        .header("Content-Disposition", "attachment; filename=\"" + safe + "\"");
  }

  /// Sends the browser to a path of this server with GET, after a POST.
  public static Reply see(String path) {
    return text(303, "See " + path).header("Location", path);
  }

  public static Reply notFound() {
    return text(404, "There is no such page.");
  }

  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, more);
  }

  private static Reply of(int status, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Reply(status, bytes, Map.of("Content-Type", contentType));
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  /// `Content-Type` among them.
  Map<String, String> headers() {
    return headers;
  }
}
