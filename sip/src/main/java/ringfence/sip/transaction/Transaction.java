package ringfence.sip.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One of the four state machines of RFC 3261 section 17.
sealed interface Transaction permits ClientTransaction, ServerTransaction {
  TransactionKey key();

  Flow flow();

  /// Fires the timers that are due.
  List<Output> elapse(Instant now);

  /// When the next timer fires; empty when none runs.
  Optional<Instant> deadline();

  /// Whether it still has something to say or to hear; one that is not pending only absorbs what
  /// comes again.
  default boolean isPending() {
    return !isTerminated();
  }

  /// Whether the machine has reached Terminated.
  boolean isTerminated();
}
