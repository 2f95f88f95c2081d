package ringfence.sdp;

/// What came of reading a body as a session description.
public sealed interface Parsed {
  /// The body is one.
  record Description(SessionDescription description) implements Parsed {}

  /// The body is none.
  ///
  /// @param clause the rule it breaks, as in `RFC 8866 5.2`
  /// @param reason which line and what is wrong with it, for a person
  record Malformed(String clause, String reason) implements Parsed {}
}
