package ringfence.manage.web;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/// Who asks, as far as the wire tells.
///
/// @param secure whether it came by HTTPS
/// @param header a header's value, empty when absent
record Caller(InetAddress address, boolean secure, String method, Function<String, String> header) {
  /// Every browser sends one of the two with whatever changes something.
  boolean isBrowser() {
    return !header("Sec-Fetch-Site").isEmpty() || !header("Origin").isEmpty();
  }

  /// A person who opens a page, rather than a script.
  boolean isNavigation() {
    return header("Accept").contains("text/html") && !isRefresh();
  }

  /// A page that keeps itself fresh.
  boolean isRefresh() {
    return !header("X-Refresh").isEmpty();
  }

  /// The same caller as one who keeps no session alive.
  Caller refreshing() {
    return new Caller(
        address, secure, method, name -> name.equals("X-Refresh") ? "yes" : header(name));
  }

  boolean changes() {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  /// On this host itself; what a proxy passes on is from elsewhere.
  boolean isLocal() {
    return address.isLoopbackAddress()
        && header("Forwarded").isEmpty()
        && header("X-Forwarded-For").isEmpty();
  }

  String header(String name) {
    return header.apply(name);
  }

  /// The token of the session it belongs to.
  Optional<String> token() {
    return SessionCookie.token(header("Cookie"), secure);
  }
}
