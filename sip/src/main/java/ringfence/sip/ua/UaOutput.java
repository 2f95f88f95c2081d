package ringfence.sip.ua;

import ringfence.sip.message.CSeq;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.TransactionKey;

/// What a [Call] or a [Registration] wants done, in order.
public sealed interface UaOutput {
  /// Start a client transaction for this request, which has no Via yet.
  ///
  /// @param destination where it goes unless an outbound proxy or a flow is set: the first route or
  ///   the Request-URI
  record Send(SipRequest request, Uri destination) implements UaOutput {}

  /// Send this ACK to a 2xx outside transactions, with a fresh Via.
  record Ack(SipRequest ack, Uri destination) implements UaOutput {}

  /// Cancel the client transaction of our INVITE with this CSeq and this party's Call-ID.
  record Cancel(CSeq invite) implements UaOutput {}

  /// Give this response to the server transaction.
  record Respond(TransactionKey key, SipResponse response) implements UaOutput {}

  /// News of a call for the application.
  record Told(CallEvent event) implements UaOutput {}

  /// A registration has changed its state.
  record Changed(RegistrationState state) implements UaOutput {}

  /// Nothing more can come for this party; forget it.
  record Finished() implements UaOutput {}
}
