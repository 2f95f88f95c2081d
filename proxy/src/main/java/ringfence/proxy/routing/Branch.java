package ringfence.proxy.routing;

import java.time.Instant;
import java.util.Optional;
import ringfence.sip.transaction.TransactionKey;

/// One copy of a request that went downstream.
///
/// @param client its client transaction
record Branch(TransactionKey client, State state) {
  sealed interface State {
    /// May still be cancelled, or sent by another way.
    sealed interface Waiting extends State {
      /// The target that it is on the way to.
      Course course();
    }

    /// Nothing has come back yet, and at `giveUp` another way is tried.
    record Silent(Course course, Instant giveUp) implements Waiting {}

    /// No final response yet.
    ///
    /// @param due when it is cancelled: timer C, or the time that these contacts may ring
    record Pending(Course course, Instant due) implements Waiting {}

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
    return new Branch(client, other);
  }

  boolean isOpen() {
    return switch (state) {
      case State.Silent _, State.Pending _, State.Cancelling _ -> true;
      case State.Left _, State.Done _ -> false;
    };
  }

  /// Whether it may still be cancelled.
  boolean isWaiting() {
    return state instanceof State.Waiting;
  }

  /// Its course, while it waits and another way is left.
  Optional<Course> otherWay() {
    return state instanceof State.Waiting waiting && waiting.course().hasMore()
        ? Optional.of(waiting.course())
        : Optional.empty();
  }

  /// When its timer fires.
  Optional<Instant> due() {
    return switch (state) {
      case State.Silent(_, Instant giveUp) -> Optional.of(giveUp);
      case State.Pending(_, Instant due) when due.isBefore(Instant.MAX) -> Optional.of(due);
      case State.Pending _, State.Cancelling _, State.Left _, State.Done _ -> Optional.empty();
    };
  }
}
