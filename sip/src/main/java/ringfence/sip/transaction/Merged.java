package ringfence.sip.transaction;

import java.util.Collection;
import ringfence.sip.message.SipRequest;

/// Tells whether a request has come twice by different ways, RFC 3261 section 8.2.2.2.
final class Merged {
  private Merged() {}

  static boolean among(DeadlineQueue.Entry entry, Collection<DeadlineQueue.Entry> all) {
    if (!(entry.transaction() instanceof ServerTransaction asked)) return false;
    SipRequest request = asked.request();
    // RFC 3261 8.2.2.2: "If the request has no tag in the To header field"
    if (request.to().tag().isPresent()) return false;
    return all.stream()
        .filter(other -> other != entry)
        .anyMatch(
            other ->
                other.transaction() instanceof ServerTransaction server
                    && isSame(request, server.request()));
  }

  // RFC 3261 8.2.2.2: "the From tag, Call-ID, and CSeq exactly match those associated with an
  // ongoing transaction"
  private static boolean isSame(SipRequest one, SipRequest other) {
    return one.callId().equals(other.callId())
        && one.cseq().equals(other.cseq())
        && one.from().tag().equals(other.from().tag());
  }
}
