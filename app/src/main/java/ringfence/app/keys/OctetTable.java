package ringfence.app.keys;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What each octet of a line or message says, as a table for a person.
final class OctetTable {
  private static final int WIDEST = 44;

  private record Row(int octet, String shown, String meaning) {}

  private final List<Row> rows = new ArrayList<>();

  /// One more row: from which octet on, what stands there, and what it means.
  void row(int octet, String shown, String meaning) {
    rows.add(new Row(octet, shown, meaning));
  }

  void print(PrintWriter out) {
    int width = Math.min(WIDEST, rows.stream().mapToInt(row -> row.shown.length()).max().orElse(0));
    String form = "%6s  %-" + width + "s  %s";
    out.println(form.formatted("octet", "", "").stripTrailing());
    for (Row row : rows) out.println(form.formatted(row.octet, row.shown, row.meaning));
  }
}
