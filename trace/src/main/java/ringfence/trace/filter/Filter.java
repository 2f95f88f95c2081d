package ringfence.trace.filter;

import java.util.function.Predicate;
import ringfence.trace.decode.Row;

/// Which rows are shown, as in `ip.addr == 192.0.2.30 && ssl`. It is asked for all rows of one
/// capture in their order, since it may count from the first.
public interface Filter extends Predicate<Row> {
  /// Lets every row through.
  Filter ALL = _ -> true;

  /// What came of reading a filter.
  sealed interface Parsed {
    record Good(Filter filter) implements Parsed {}

    /// No filter: what is wrong with it, for the person who wrote it.
    record Malformed(String reason) implements Parsed {}
  }

  /// Reads a filter; empty text lets everything through.
  static Parsed parse(String text) {
    return text.isBlank() ? new Parsed.Good(ALL) : new FilterParser(text).parse();
  }
}
