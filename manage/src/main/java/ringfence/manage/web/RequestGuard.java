package ringfence.manage.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a request must show before anyone asks who sent it: a host that is ours and, where it
/// changes something, no foreign page behind it.
final class RequestGuard {
  private static final String LITERAL = "\\[[0-9a-f:.]+\\]|\\d{1,3}(\\.\\d{1,3}){3}";

  private final Set<String> names;

  RequestGuard(Set<String> names) {
    this.names = names;
  }

  /// The refusal, or nothing.
  Optional<Reply> refuse(Caller caller) {
    if (!isOurHost(caller.header("Host"))) {
      return Optional.of(Reply.text(421, "This server is not the host that was asked for."));
    }
    if (caller.changes() && isForeign(caller)) {
      return Optional.of(Reply.text(403, "A page of another site may not change anything here."));
    }
    return Optional.empty();
  }

  /// A foreign name that was made to point here (DNS rebinding) is neither an address nor known.
  private boolean isOurHost(String host) {
    String name = name(host);
    return name.matches(LITERAL) || name.equals("localhost") || names.contains(name);
  }

  /// Whether the caller asked for an address or this host rather than for a name.
  boolean isLiteral(Caller caller) {
    String name = name(caller.header("Host"));
    return name.matches(LITERAL) || name.equals("localhost");
  }

  private static String name(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
  }

  /// Every browser sends one of the two headers with a POST; what sends neither is no browser.
  private static boolean isForeign(Caller caller) {
    String site = caller.header("Sec-Fetch-Site");
    if (!site.isEmpty()) return !site.equals("same-origin") && !site.equals("none");
    String origin = caller.header("Origin");
    if (origin.isEmpty()) return false;
    return !origin.replaceFirst("^https?://", "").equalsIgnoreCase(caller.header("Host"));
  }
}
