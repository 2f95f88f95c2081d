package ringfence.trace.export;

import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import ringfence.trace.decode.Row;

/// A ladder drawn with characters: the time at the left, a line down for each column, and an arrow
/// for each row.
///
/// ```
///            192.0.2.30               192.0.2.12
///     0.000       |---- INVITE (SDP) ---->|
///     0.180       |<---- 180 Ringing -----|
/// ```
final class Drawing {
  /// From one column to the next. Two and three IPv4 hosts fit into the 80 characters of a
  /// terminal.
  private static final int NARROW = 24;

  private static final int WIDE = 48;
  private static final int MOST_WIDE = 8 * NARROW;
  private static final int TIME = 9;
  private static final int ROWS_BELOW_HEADS = 40;

  /// What an arrow has beside its words: spaces, a tip, and a dash or two.
  private static final int SHAFT = 6;

  private final Columns columns;
  private final Showing showing;

  /// From one column to the next.
  private final int step;

  /// Where the first column is.
  private final int first;

  Drawing(Columns columns, Showing showing) {
    this.columns = columns;
    this.showing = showing;
    int head = columns.names().stream().mapToInt(String::length).max().orElse(0);
    int usual = columns.size() == 2 ? WIDE : NARROW;
    this.step = Math.max(usual, head + 2);
    this.first = TIME + 2 + head / 2;
  }

  /// Whether there are columns to draw arrows between, and no more than a reader can follow.
  boolean fits() {
    return columns.size() > 1 && columns.size() * step <= MOST_WIDE;
  }

  /// The lines of the rows, with the heads above them, and again where they are out of sight.
  String of(List<Row> rows) {
    var lines = new StringJoiner("\n");
    Instant start = rows.getFirst().time();
    for (int i = 0; i < rows.size(); i++) {
      if (i % ROWS_BELOW_HEADS == 0) lines.add(heads());
      lines.add(line(LadderRows.seconds(start, rows.get(i)), rows.get(i)));
    }
    return lines.toString();
  }

  private String heads() {
    var line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.names().get(i);
      line.repeat(' ', at(i) - name.length() / 2 - line.length()).append(name);
    }
    return line.toString();
  }

  private String line(String time, Row row) {
    var line = new StringBuilder().repeat(' ', Math.max(0, TIME - time.length())).append(time);
    for (int i = 0; i < columns.size(); i++) {
      line.repeat(' ', Math.max(0, at(i) - line.length())).append('|');
    }
    line.repeat(' ', step);
    String words = Showing.printable(LadderRows.words(row, showing));
    int from = at(columns.of(row.source()));
    int to = at(columns.of(row.destination()));
    if (from == to) put(" " + cut(words, step - 3), from + 1, line);
    else put(arrow(words, to - from), Math.min(from, to) + 1, line);
    return line.toString().stripTrailing();
  }

  private int at(int column) {
    return first + column * step;
  }

  private static void put(String text, int at, StringBuilder line) {
    line.replace(at, at + text.length(), text);
  }

  /// An arrow that fills what is between two columns.
  ///
  /// @param way from the first to the second; to the left where it is negative
  private static String arrow(String words, int way) {
    int length = Math.abs(way) - 1;
    String text = " " + cut(words, length - SHAFT) + " ";
    int dashes = length - 1 - text.length();
    String tip = "-".repeat(dashes / 2);
    String end = "-".repeat(dashes - dashes / 2);
    return way > 0 ? end + text + tip + ">" : "<" + tip + text + end;
  }

  private static String cut(String words, int room) {
    if (words.length() <= room) return words;
    int end = room - 1;
    if (Character.isHighSurrogate(words.charAt(end - 1))) end--;
    return words.substring(0, end) + "…";
  }
}
