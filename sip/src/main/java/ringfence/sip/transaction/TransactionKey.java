package ringfence.sip.transaction;

import java.util.Locale;
import java.util.Optional;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Via;

/// What a message is matched to its transaction by: RFC 3261 sections 17.1.3 and 17.2.3.
///
/// @param branch of the top Via; for a request without the magic cookie, the fields that RFC 2543
///   compared, joined
/// @param sentBy of the top Via on the server side, empty on the client side
/// @param method of the request that began the transaction
public record TransactionKey(Side side, String branch, String sentBy, Method method) {
  /// Which end of the transaction we are.
  public enum Side {
    CLIENT,
    SERVER
  }

  /// The key of a request of ours, which has its Via on top.
  static TransactionKey ofSent(SipRequest request) {
    String branch = request.topVia().branch().orElseThrow();
    return new TransactionKey(Side.CLIENT, branch, "", request.method());
  }

  /// The key of the request that `response` answers; empty when its Via has no branch.
  static Optional<TransactionKey> of(SipResponse response) {
    // RFC 3261 17.1.3: the branch of the top Via and the method of the CSeq
    Method method = response.cseq().method();
    return response
        .topVia()
        .branch()
        .map(branch -> new TransactionKey(Side.CLIENT, branch, "", method));
  }

  /// The key of a request that came in; an ACK has the key of its INVITE.
  static TransactionKey of(SipRequest request) {
    // RFC 3261 17.2.3: "the method of the request matches the one that created the transaction,
    // except for ACK"
    Method method = request.method().equals(Method.ACK) ? Method.INVITE : request.method();
    Via via = request.topVia();
    if (!via.hasUniqueBranch()) return of2543(request, via, method);
    String sentBy = via.sentBy().toString().toLowerCase(Locale.ROOT);
    return new TransactionKey(Side.SERVER, via.branch().orElseThrow(), sentBy, method);
  }

  /// The server transaction of the INVITE that a CANCEL with this key is for.
  TransactionKey ofInvite() {
    return new TransactionKey(side, branch, sentBy, Method.INVITE);
  }

  private static TransactionKey of2543(SipRequest request, Via via, Method method) {
    // RFC 3261 17.2.3: "From tag, Call-ID, CSeq, and top Via header field match"
    String fields =
        String.join(
            "\n",
            request.uri().toString(),
            request.from().tag().orElse(""),
            request.callId(),
            Long.toString(request.cseq().number()),
            via.toString());
    return new TransactionKey(Side.SERVER, fields, via.sentBy().toString(), method);
  }
}
