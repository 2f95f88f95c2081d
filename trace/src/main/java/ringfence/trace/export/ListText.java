package ringfence.trace.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import ringfence.trace.decode.Row;

/// The list as text, in the columns that readers of captures know: No., Time in seconds from the
/// first row, Source, Destination, Protocol, Info.
public final class ListText {
  private static final int[] WIDTHS = {6, 12, 21, 21, 13};

  private final Showing showing;
  private Optional<Instant> start = Optional.empty();

  public ListText(Showing showing) {
    this.showing = showing;
  }

  /// The line above the rows.
  public static String heading() {
    return line("No.", "Time", "Source", "Destination", "Protocol") + "Info";
  }

  /// One row; times count from the first that was asked for.
  public String line(Row row) {
    if (start.isEmpty()) start = Optional.of(row.time());
    String number = Long.toString(row.number());
    String source = showing.address(row.source());
    String destination = showing.address(row.destination());
    return line(number, seconds(row.time()), source, destination, row.content().protocol())
        + showing.info(row);
  }

  private String seconds(Instant time) {
    long micros = start.orElse(time).until(time, ChronoUnit.MICROS);
    String fraction = Long.toString(1_000_000 + Math.abs(micros % 1_000_000)).substring(1);
    return (micros < 0 ? "-" : "") + Math.abs(micros / 1_000_000) + "." + fraction;
  }

  /// The columns but the last, which ends where it ends; a format would take most of the time that
  /// a large capture takes.
  private static String line(String... columns) {
    var line = new StringBuilder(160);
    for (int i = 0; i < columns.length; i++) {
      int spaces = WIDTHS[i] - columns[i].length();
      if (i < 2) line.repeat(' ', Math.max(0, spaces)).append(columns[i]);
      else line.append(columns[i]).repeat(' ', Math.max(0, spaces));
      line.append(i == 0 ? " " : "  ");
    }
    return line.toString();
  }
}
