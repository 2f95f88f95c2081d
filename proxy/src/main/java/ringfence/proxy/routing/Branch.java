package ringfence.proxy.routing;

import java.time.Instant;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;

/// One copy of a request that went downstream.
///
/// @param client its client transaction
record Branch(TransactionKey client, Flow flow, State state) {
  sealed interface State {
    /// No final response yet.
    record Pending(Instant timerC) implements State {}

    /// Cancelled, waiting for what becomes of it.
    ///
    /// @param byTimerC rather than by the caller or another branch's answer
    record Cancelling(boolean byTimerC) implements State {}

    /// A final response has come, or the proxy made one.
    record Done(SipResponse response) implements State {}
  }

  Branch with(State other) {
    return new Branch(client, flow, other);
  }

  boolean isDone() {
    return state instanceof State.Done;
  }
}
