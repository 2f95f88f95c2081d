package ringfence.sip.ua;

import java.time.Instant;
import java.util.Optional;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.TransactionKey;

/// A stretch in the life of a call. What a phase does not speak of does not fit it and changes
/// nothing.
sealed interface Phase permits Outgoing, Incoming, Session, Closing, Silent {
  void receive(SipRequest request, TransactionKey key, Instant now);

  void receive(SipResponse response, Instant now);

  void failed(SipRequest request, Failure failure, Instant now);

  void elapse(Instant now);

  Optional<Instant> deadline();

  default void receiveAck(SipRequest ack, Instant now) {}

  default void cancelled(TransactionKey invite, SipRequest cancel, Instant now) {}

  default void alert(StatusCode status, Optional<Body> body, Instant now) {}

  default void answer(Body body, Instant now) {}

  default void reject(Refusal refusal, Instant now) {}

  default void hangUp(Instant now) {}

  default void offer(Method method, Optional<Body> offer, Instant now) {}

  default void answerOffer(Body body, Instant now) {}

  default void refuseOffer(Refusal refusal, Instant now) {}

  default void request(Method method, Headers extra, Optional<Body> body) {}

  default Optional<DialogId> dialog() {
    return Optional.empty();
  }
}
