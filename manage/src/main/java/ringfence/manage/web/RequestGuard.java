package ringfence.manage.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ringfence.manage.access.Access;

/// What a request must show before any route sees it: a host that is ours, no foreign page behind
/// it, and the account where there is one.
final class RequestGuard {
  private static final String LITERAL = "\\[[0-9a-f:.]+\\]|\\d{1,3}(\\.\\d{1,3}){3}";

  private final Set<String> names;
  private final Optional<Access> access;

  RequestGuard(Set<String> names, Optional<Access> access) {
    this.names = names;
    this.access = access;
  }

  /// The refusal, or nothing. `header` gives a header's value, empty when absent.
  Optional<Reply> refuse(String method, Function<String, String> header) {
    if (!isOurHost(header.apply("Host"))) {
      return Optional.of(Reply.text(421, "This server is not the host that was asked for."));
    }
    boolean changes = !method.equals("GET") && !method.equals("HEAD");
    if (changes && isForeign(header)) {
      return Optional.of(Reply.text(403, "A page of another site may not change anything here."));
    }
    return access.flatMap(it -> refuse(it.check(header.apply("Authorization"))));
  }

  /// A foreign name that was made to point here (DNS rebinding) is neither an address nor known.
  private boolean isOurHost(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    return name.matches(LITERAL) || name.equals("localhost") || names.contains(name);
  }

  /// Every browser sends one of the two headers with a POST; what sends neither is no browser.
  private static boolean isForeign(Function<String, String> header) {
    String site = header.apply("Sec-Fetch-Site");
    if (!site.isEmpty()) return !site.equals("same-origin") && !site.equals("none");
    String origin = header.apply("Origin");
    if (origin.isEmpty()) return false;
    return !origin.replaceFirst("^https?://", "").equalsIgnoreCase(header.apply("Host"));
  }

  private static Optional<Reply> refuse(Access.Verdict verdict) {
    return switch (verdict) {
      case GRANTED -> Optional.empty();
      case DENIED ->
          Optional.of(
              Reply.text(401, "A name and a password are needed.")
                  .header("WWW-Authenticate", "Basic realm=\"Ringfence\", charset=\"UTF-8\""));
      case BUSY ->
          Optional.of(
              Reply.text(503, "Too many are signing in; try again.").header("Retry-After", "2"));
    };
  }
}
