package ringfence.sip.message;

import java.util.Optional;

/// A URI as SIP uses it: `sip:` and `sips:` in their parts, any other scheme as text.
public sealed interface Uri permits SipUri, OtherUri {
  /// Reads a URI. Throws [MalformedHeaderException] when it does not follow RFC 3261 section 19.1.1
  /// or, for another scheme, RFC 3986 section 3.
  static Uri parse(String text) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    if (scheme.equalsIgnoreCase("sip")) return SipUri.read(text, false);
    if (scheme.equalsIgnoreCase("sips")) return SipUri.read(text, true);
    return OtherUri.read(text, colon);
  }

  /// Reads a URI from a person or a file, where a bad one is no surprise.
  static Optional<Uri> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  /// The scheme, in lower case.
  String scheme();

  /// Whether both are the same URI by the rules of its scheme; for SIP, RFC 3261 section 19.1.4.
  /// Not transitive, which is why it is not `equals`.
  boolean matches(Uri other);
}
