package ringfence.sip.message;

/// A piece of a stream, cut by [SipFramer].
public sealed interface Frame {
  /// One whole message, start line to the end of its body, for [SipParser#parse].
  @SuppressWarnings("ArrayRecordComponent") // handed on once, to the parser
  record Message(byte[] bytes) implements Frame {}

  /// A double CRLF, the keep-alive of RFC 5626 section 4.4.1; to be answered with one CRLF.
  record Ping() implements Frame {}

  /// A single CRLF: the answer to a ping, or a stray line end before a message, which counts for
  /// nothing.
  record Pong() implements Frame {}

  /// The stream cannot be cut any further and has to be closed; nothing follows.
  record Broken(String reason) implements Frame {}
}
