package ringfence.trace.filter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.trace.decode.Row;

/// When the first frame was captured that a filter saw, and the field that counts from there.
final class Beginning {
  static final String NAME = "frame.time_relative";

  private boolean isAsked;
  private Optional<Instant> first = Optional.empty();

  Field field() {
    isAsked = true;
    return new Field(
        row -> List.of(RowFields.nanos(first.orElse(row.time()), row.time())), Kind.SECONDS);
  }

  /// The filter, where each row is looked at for the beginning before.
  Filter before(Filter filter) {
    if (!isAsked) return filter;
    return row -> {
      if (first.isEmpty() && isFrame(row)) first = Optional.of(row.time());
      return filter.test(row);
    };
  }

  /// What stands before the first frame of a capture has no time.
  private static boolean isFrame(Row row) {
    return row.number() > 0;
  }
}
