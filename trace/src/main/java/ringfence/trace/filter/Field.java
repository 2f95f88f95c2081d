package ringfence.trace.filter;

import java.util.List;
import java.util.function.Function;
import ringfence.trace.decode.Row;

/// A named part of a row: its values as text, and what they are.
record Field(Function<Row, List<String>> values, Kind kind) {
  List<String> of(Row row) {
    return values.apply(row);
  }
}
