package ringfence.sip.message;

import java.util.Optional;
import java.util.Set;
import ringfence.sip.message.Parameters.Parameter;

/// RFC 3261 section 19.1.4: when two SIP URIs are the same.
final class UriComparison {
  /// "user, ttl, or method … maddr": in one URI only, they make a difference; so does transport.
  private static final Set<String> DECISIVE = Set.of("user", "ttl", "method", "maddr", "transport");

  private UriComparison() {}

  static boolean same(SipUri one, SipUri other) {
    // "A SIP and SIPS URI are never equivalent."
    if (one.secure() != other.secure()) return false;
    // "Comparison of the userinfo of SIP and SIPS URIs is case-sensitive."
    if (!unescaped(one.user()).equals(unescaped(other.user()))) return false;
    if (!unescaped(one.password()).equals(unescaped(other.password()))) return false;
    if (!one.host().matches(other.host())) return false;
    return sameParameters(one.parameters(), other.parameters())
        && sameParameters(other.parameters(), one.parameters())
        && one.headers().all().size() == other.headers().all().size()
        && covers(one.headers(), other.headers())
        && covers(other.headers(), one.headers());
  }

  private static Optional<String> unescaped(Optional<String> text) {
    return text.map(Grammar::unescape);
  }

  private static boolean sameParameters(Parameters one, Parameters other) {
    for (Parameter parameter : one.all()) {
      String name = Grammar.unescape(parameter.name());
      Optional<Parameter> match = find(other, name);
      // "Any uri-parameter appearing in both URIs must match."
      if (match.isPresent() && !sameValue(parameter, match.get())) return false;
      // "A user, ttl, or method uri-parameter appearing in only one URI never matches"
      if (match.isEmpty() && DECISIVE.stream().anyMatch(name::equalsIgnoreCase)) return false;
    }
    return true;
  }

  /// The parameter of that name, where escapes in names count as what they stand for.
  static Optional<Parameter> find(Parameters all, String name) {
    for (Parameter parameter : all.all()) {
      if (Grammar.unescape(parameter.name()).equalsIgnoreCase(name)) return Optional.of(parameter);
    }
    return Optional.empty();
  }

  private static boolean sameValue(Parameter one, Parameter other) {
    String value = Grammar.unescape(one.raw().orElse(""));
    return value.equalsIgnoreCase(Grammar.unescape(other.raw().orElse("")));
  }

  /// "URI header components are never ignored": each must be in the other, in any order.
  private static boolean covers(Parameters one, Parameters other) {
    for (Parameter header : one.all()) {
      boolean found = false;
      for (Parameter candidate : other.all()) {
        boolean sameName =
            Grammar.unescape(candidate.name()).equalsIgnoreCase(Grammar.unescape(header.name()));
        found |= sameName && sameText(header, candidate);
      }
      if (!found) return false;
    }
    return true;
  }

  private static boolean sameText(Parameter one, Parameter other) {
    return Grammar.unescape(one.value()).equals(Grammar.unescape(other.value()));
  }
}
