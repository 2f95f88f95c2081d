package ringfence.trace.export;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ringfence.trace.decode.Row;

/// The list as text, in the columns that readers of captures know: No., Time in seconds from the
/// first row, Source, Destination, Protocol, Info.
public final class ListText {
  private static final int MOST_KEPT = 1 << 16;
  private static final String SPACES = " ".repeat(12);

  /// The columns and the spaces behind them.
  private enum Column {
    NUMBER(6),
    TIME(12),
    SOURCE(21),
    DESTINATION(21),
    PROTOCOL(13);

    private final int width;

    Column(int width) {
      this.width = width;
    }

    private String right(String text) {
      return " ".repeat(Math.max(0, width - text.length())) + text + (this == NUMBER ? " " : "  ");
    }

    private String left(String text) {
      return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
  }

  private final Showing showing;
  private final Map<InetSocketAddress, String> addresses = new HashMap<>();
  private Optional<Instant> start = Optional.empty();

  public ListText(Showing showing) {
    this.showing = showing;
  }

  /// The line above the rows.
  public static String heading() {
    return Column.NUMBER.right("No.")
        + Column.TIME.right("Time")
        + Column.SOURCE.left("Source")
        + Column.DESTINATION.left("Destination")
        + Column.PROTOCOL.left("Protocol")
        + "Info";
  }

  /// Adds the line of a row to a text; times count from the first that was asked for.
  public void add(Row row, StringBuilder to) {
    if (start.isEmpty()) start = Optional.of(row.time());
    number(row.number(), to);
    time(row.time(), to);
    to.append(address(row.source())).append(address(row.destination()));
    String protocol = row.content().protocol();
    to.append(protocol).repeat(' ', Math.max(0, Column.PROTOCOL.width - protocol.length()) + 2);
    to.append(showing.info(row)).append('\n');
  }

  private static void number(long number, StringBuilder to) {
    int begin = to.length();
    to.append(number);
    right(begin, Column.NUMBER, to);
    to.append(' ');
  }

  /// The seconds with six digits behind the point.
  private void time(Instant time, StringBuilder to) {
    int begin = to.length();
    long micros = start.orElse(time).until(time, ChronoUnit.MICROS);
    if (micros < 0) to.append('-');
    to.append(Math.abs(micros / 1_000_000));
    int point = to.length();
    to.append(1_000_000 + Math.abs(micros % 1_000_000)).setCharAt(point, '.');
    right(begin, Column.TIME, to);
    to.append("  ");
  }

  /// Moves what was written from `begin` on to the right end of its column.
  private static void right(int begin, Column column, StringBuilder to) {
    int spaces = column.width - (to.length() - begin);
    if (spaces > 0) to.insert(begin, SPACES, 0, spaces);
  }

  /// An address as its column has it; formatting it anew for every row would take a good part of
  /// the time that a large capture takes.
  private String address(InetSocketAddress address) {
    if (addresses.size() >= MOST_KEPT) addresses.clear();
    return addresses.computeIfAbsent(address, it -> Column.SOURCE.left(showing.address(it)));
  }
}
