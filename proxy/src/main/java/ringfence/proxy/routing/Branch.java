package ringfence.proxy.routing;

import java.time.Instant;
import java.util.Optional;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.TransactionKey;

/// One copy of a request that went downstream.
///
/// @param client its client transaction
/// @param course the target that it is on the way to
record Branch(TransactionKey client, Course course, State state) {
  sealed interface State {
    /// Nothing has come back yet, and at `giveUp` another way is tried.
    record Silent(Instant giveUp) implements State {}

    /// No final response yet.
    ///
    /// @param due when it is cancelled: timer C, or the time that these contacts may ring
    record Pending(Instant due) implements State {}

    /// Cancelled, waiting for what becomes of it.
    ///
    /// @param inTime by our timer rather than by the caller or another branch's answer
    record Cancelling(boolean inTime) implements State {}

    /// Given up for another way to the same target; a late answer of it counts all the same.
    record Left() implements State {}

    /// A final response has come, or the proxy made one.
    record Done() implements State {}
  }

  Branch with(State other) {
    return new Branch(client, course, other);
  }

  boolean isOpen() {
    return switch (state) {
      case State.Silent _, State.Pending _, State.Cancelling _ -> true;
      case State.Left _, State.Done _ -> false;
    };
  }

  /// Whether it may still be cancelled.
  boolean isWaiting() {
    return state instanceof State.Silent || state instanceof State.Pending;
  }

  /// Whether a failure is about the way rather than about the target, and another way is left: RFC
  /// 3263 4.3 has the next server tried on 503, RFC 5626 5.3.1 says by 430 that a flow is gone.
  boolean isNoWay(SipResponse response) {
    boolean server =
        course.way().hop() instanceof Way.Hop.To
            && response.status().equals(StatusCode.SERVICE_UNAVAILABLE);
    boolean flow = response.status().equals(StatusCode.FLOW_FAILED);
    return isWaiting() && course.hasMore() && (server || flow);
  }

  /// When its timer fires.
  Optional<Instant> due() {
    return switch (state) {
      case State.Silent(Instant giveUp) -> Optional.of(giveUp);
      case State.Pending(Instant due) when due.isBefore(Instant.MAX) -> Optional.of(due);
      case State.Pending _, State.Cancelling _, State.Left _, State.Done _ -> Optional.empty();
    };
  }
}
