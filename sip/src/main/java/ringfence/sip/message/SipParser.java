package ringfence.sip.message;

import java.util.List;

/// Reads a message, RFC 3261 sections 7, 8.1.1, 18.3 and 25. It checks the start line, the
/// mandatory header fields (Via, From, To, Call-ID, CSeq; Max-Forwards and Content-Length where
/// they stand) and those it was told to, so that reading them later cannot fail.
@SuppressWarnings("DoNotCallSuggester")
public final class SipParser {
  private final List<Header<?>> alsoNeeded;

  /// A parser that also checks these headers, where they stand in a message.
  public SipParser(Header<?>... alsoNeeded) {
    this.alsoNeeded = List.of(alsoNeeded);
  }

  /// Reads one message: a datagram, or what [SipFramer] cut out of a stream. The message is read in
  /// place; the array must not be changed afterwards.
  public Parsed parse(byte[] bytes) {
    throw new UnsupportedOperationException("soon: " + alsoNeeded + bytes.length);
  }
}
