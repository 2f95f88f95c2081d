package ringfence.sip.transaction;

import java.time.Instant;
import java.util.List;
import ringfence.sip.message.SipResponse;

/// The side that sent the request, RFC 3261 section 17.1.
sealed interface ClientTransaction extends Transaction
    permits InviteClientTransaction, NonInviteClientTransaction {
  /// Sends the request for the first time.
  List<Output> start();

  List<Output> receive(SipResponse response, Instant now);

  /// Ends at once because the flow is gone.
  List<Output> flowFailed();
}
