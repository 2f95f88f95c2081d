package ringfence.transport;

import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;

/// The layer above the transactions (RFC 3261 section 5): a user agent or a proxy. Every method is
/// called on the endpoint's loop, and may call the endpoint.
public interface TransactionUser {
  /// A request that began a server transaction; answer it with `SipEndpoint.respond`. Its top Via
  /// carries `received` and `rport` already.
  void request(SipRequest request, TransactionKey key, Flow flow);

  /// An ACK that belongs to no transaction: to a 2xx.
  void ack(SipRequest ack, Flow flow);

  /// The INVITE of this server transaction was cancelled; the CANCEL is answered already.
  void cancelled(TransactionKey invite, SipRequest cancel);

  void response(SipResponse response, TransactionKey key, Flow flow);

  /// A response that matches no transaction.
  default void stray(SipResponse response, Flow flow) {}

  void failed(TransactionKey key, Failure failure);

  /// The transaction is forgotten.
  default void ended(TransactionKey key) {}

  /// A connection is usable: one of ours or one a peer opened.
  default void flowOpened(Flow flow, FlowFacts facts) {}

  /// A connection is gone; its transactions have failed already.
  default void flowClosed(Flow flow, FlowEnd end) {}
}
