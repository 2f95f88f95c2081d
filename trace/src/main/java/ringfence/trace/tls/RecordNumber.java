package ringfence.trace.tls;

import java.util.Optional;
import java.util.function.LongFunction;

/// The sequence number of the next record of a direction, which is not sent. Where records may be
/// missing it is found by trying: the integrity check says when it is right.
final class RecordNumber {
  private static final int WINDOW = 64;

  /// After how many records that were tried in vain the searching ends.
  private static final int PATIENCE = 8;

  private long next;
  private boolean lost;
  private int patience = PATIENCE;

  void lost() {
    lost = true;
    patience = PATIENCE;
  }

  /// What `attempt` makes of the record with its number; empty when it made nothing with any.
  <T> Optional<T> find(LongFunction<Optional<T>> attempt) {
    int tries = lost && patience > 0 ? WINDOW : 1;
    for (int i = 0; i < tries; i++) {
      Optional<T> found = attempt.apply(next + i);
      if (found.isPresent()) {
        next += i + 1;
        lost = false;
        return found;
      }
    }
    if (lost) patience--;
    return Optional.empty();
  }

  /// Goes past a record that was not opened.
  void skip() {
    next++;
  }

  /// Why nothing was found for the record that [#skip] went past.
  WhyNot failure() {
    return lost ? WhyNot.placeLost() : WhyNot.notAuthentic(next - 1);
  }
}
