package ringfence.sip.transaction;

import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;

/// What the transaction layer wants done: messages for the wire, and news for the transaction user
/// (TU), the proxy or the user agent above.
public sealed interface Output {
  /// Send this message on this flow.
  record Transmit(SipMessage message, Flow flow) implements Output {}

  /// A request that begins a server transaction. The TU answers it with [TransactionLayer#respond].
  /// Never an ACK; a CANCEL only when it matches no INVITE here.
  record DeliverRequest(SipRequest request, TransactionKey key, Flow flow) implements Output {}

  /// An ACK to a 2xx, which belongs to no transaction (RFC 3261 13.2.2.4), or one that matches
  /// nothing. It is never answered; a proxy forwards it.
  record DeliverAck(SipRequest ack, Flow flow) implements Output {}

  /// The INVITE of the server transaction `invite` has been cancelled before its final response.
  /// The CANCEL is answered already; the TU answers the INVITE with 487, a proxy cancels its
  /// branches (RFC 3261 9.2, 16.10).
  record Cancelled(TransactionKey invite, SipRequest cancel) implements Output {}

  /// A response to a request of ours. After a 2xx to an INVITE more may come, from other branches.
  record DeliverResponse(SipResponse response, TransactionKey key, Flow flow) implements Output {}

  /// A response that belongs to no transaction. A proxy forwards a 2xx to INVITE statelessly (RFC
  /// 3261 16.7) and drops a response to anything else (RFC 4320 4.3).
  record Stray(SipResponse response, Flow flow) implements Output {}

  /// The transaction failed: for a client, act as on 408 or 503 (RFC 3261 8.1.3.1); for a server,
  /// no ACK came. [Ended] follows.
  record Failed(TransactionKey key, Failure failure) implements Output {}

  /// The transaction is over and forgotten; its key means nothing any more.
  record Ended(TransactionKey key) implements Output {}
}
