package ringfence.manage.web;

import java.util.Arrays;
import java.util.Optional;

/// The cookie that carries a session's token, RFC 6265: no script reads it, no other site sends it,
/// and what was given over HTTPS never goes over HTTP.
final class SessionCookie {
  private static final String PLAIN = "ringfence-session";
  private static final String SECURE = "__Host-ringfence-session";

  private SessionCookie() {}

  /// The value of `Set-Cookie` that begins a session.
  static String begin(String token, boolean secure) {
    String cookie = name(secure) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    return secure ? cookie + "; Secure" : cookie;
  }

  /// The one that ends it.
  static String end(boolean secure) {
    return begin("", secure) + "; Max-Age=0";
  }

  /// The token in a `Cookie` header; of two the first counts.
  static Optional<String> token(String header, boolean secure) {
    String start = name(secure) + "=";
    return Arrays.stream(header.split(";"))
        .map(String::strip)
        .filter(pair -> pair.startsWith(start))
        .map(pair -> pair.substring(start.length()))
        .findFirst();
  }

  private static String name(boolean secure) {
    return secure ? SECURE : PLAIN;
  }
}
