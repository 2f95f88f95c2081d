package ringfence.trace.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ringfence.trace.decode.CallFrames;
import ringfence.trace.decode.Row;
import ringfence.trace.filter.Filter;

/// Any text as a filter, tried on the rows of a call.
public final class FilterTarget {
  private static final List<Row> ROWS = new CallFrames().rows(2);

  private FilterTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    switch (Filter.parse(new String(input, StandardCharsets.UTF_8))) {
      case Filter.Parsed.Good(var filter) -> ROWS.forEach(filter::test);
      case Filter.Parsed.Malformed(var reason) -> {
        if (reason.isBlank()) throw new IllegalStateException("refused without a reason");
      }
    }
  }
}
