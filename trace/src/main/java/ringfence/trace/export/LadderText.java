package ringfence.trace.export;

import java.util.List;
import ringfence.sip.ladder.Ladder;
import ringfence.trace.decode.Content;
import ringfence.trace.decode.Row;

/// A ladder as text: drawn where its columns fit side by side, else a line for each row in the form
/// that call flows have in this house.
public final class LadderText {
  private LadderText() {}

  public static String of(List<Row> rows, Showing showing) {
    if (rows.isEmpty()) return "Nothing to draw.";
    var drawing = new Drawing(Columns.of(rows, showing), showing);
    return drawing.fits() ? drawing.of(rows) : listed(rows, showing);
  }

  private static String listed(List<Row> rows, Showing showing) {
    var ladder = new Ladder(rows.getFirst().time());
    for (Row row : rows) {
      String from = showing.address(row.source());
      String to = showing.address(row.destination());
      if (row.content() instanceof Content.Sip(var message, _, _)) {
        ladder.between(row.time(), from, to, message);
      } else {
        ladder.note(row.time(), from + " -> " + to + "  " + LadderRows.words(row, showing));
      }
    }
    return ladder.toString();
  }
}
