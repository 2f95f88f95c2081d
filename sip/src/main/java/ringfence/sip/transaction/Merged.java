package ringfence.sip.transaction;

import java.util.Collection;
import java.util.Optional;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.SipRequest;

/// Tells whether a request has come twice by different ways, RFC 3261 section 8.2.2.2.
final class Merged {
  private Merged() {}

  /// What two requests have in common that were one: all that a transaction keeps of its own for as
  /// long as it lives.
  record Origin(String callId, CSeq cseq, Optional<String> fromTag, boolean isInDialog) {
    static Origin of(SipRequest request) {
      return new Origin(
          request.callId(), request.cseq(), request.from().tag(), request.to().tag().isPresent());
    }
  }

  static boolean among(DeadlineQueue.Entry entry, Collection<DeadlineQueue.Entry> all) {
    if (!(entry.transaction() instanceof ServerTransaction asked)) return false;
    // RFC 3261 8.2.2.2: "If the request has no tag in the To header field"
    if (asked.origin().isInDialog()) return false;
    // RFC 3261 8.2.2.2: "the From tag, Call-ID, and CSeq exactly match those associated with an
    // ongoing transaction"
    return all.stream()
        .filter(other -> other != entry)
        .anyMatch(
            other ->
                other.transaction() instanceof ServerTransaction server
                    && asked.origin().equals(server.origin()));
  }
}
