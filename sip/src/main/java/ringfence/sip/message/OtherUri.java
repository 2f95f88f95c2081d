package ringfence.sip.message;

import java.util.Locale;

/// A URI of a scheme that is not SIP's, such as `tel:+1-201-555-0123`.
///
/// @param scheme as written
/// @param rest what follows the colon
public record OtherUri(String scheme, String rest) implements Uri {
  private static final String CLAUSE = "RFC 3986 3";

  public OtherUri {
    if (!isScheme(scheme)) throw new MalformedHeaderException(CLAUSE, "no scheme");
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c <= ' ' || c >= 127 || c == '<' || c == '>' || c == '"') {
        throw new MalformedHeaderException(CLAUSE, "a character that no URI may hold");
      }
    }
    if (rest.isEmpty()) throw new MalformedHeaderException(CLAUSE, "nothing after the scheme");
  }

  static OtherUri read(String text, int colon) {
    if (colon < 1) throw new MalformedHeaderException(CLAUSE, "no scheme");
    return new OtherUri(text.substring(0, colon), text.substring(colon + 1));
  }

  private static boolean isScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean later = i > 0 && (Grammar.isDigit(c) || c == '+' || c == '-' || c == '.');
      if (!letter && !later) return false;
    }
    return !text.isEmpty();
  }

  @Override
  public boolean matches(Uri other) {
    return other instanceof OtherUri that
        && scheme.equalsIgnoreCase(that.scheme)
        && rest.equals(that.rest);
  }

  /// Whether the scheme is that one, in any case.
  public boolean is(String wanted) {
    return scheme.toLowerCase(Locale.ROOT).equals(wanted);
  }

  @Override
  public String toString() {
    return scheme + ':' + rest;
  }
}
