package ringfence.sip.transaction;

import java.time.Instant;
import java.util.List;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// The side that received the request, RFC 3261 section 17.2.
sealed interface ServerTransaction extends Transaction
    permits InviteServerTransaction, NonInviteServerTransaction {
  /// Of the request that began it.
  Merged.Origin origin();

  /// Hands the request to the transaction user.
  List<Output> start();

  /// A repeat of the request, or the ACK to an INVITE.
  List<Output> receive(SipRequest request, Instant now);

  /// The transaction user's response.
  List<Output> respond(SipResponse response, Instant now);
}
