package ringfence.sip.message;

import java.util.Optional;

/// What came of reading a message.
public sealed interface Parsed {
  /// A message whose checked headers can be read without failure.
  record Message(SipMessage message) implements Parsed {}

  /// No message that can be acted on.
  ///
  /// @param answer the status for a response: 400, 505 and so on
  /// @param clause the clause not kept
  /// @param reason what is wrong, for a log and the reason phrase
  /// @param answerable the request, where its topmost Via can be read, for a stateless
  ///   [Responses#to]; nothing else of it is sure: header fields may be missing or malformed,
  ///   method and Request-URI stand-ins. Empty for a response and for an ACK, which nobody answers.
  record Malformed(StatusCode answer, String clause, String reason, Optional<SipRequest> answerable)
      implements Parsed {}
}
