package ringfence.trace.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import ringfence.trace.decode.Row;

/// The list as text, in the columns that readers of captures know: No., Time in seconds from the
/// first row, Source, Destination, Protocol, Info.
public final class ListText {
  private static final String FORM = "%6s %12s  %-21s  %-21s  %-13s  %s";

  private Optional<Instant> start = Optional.empty();

  /// The line above the rows.
  public static String heading() {
    return String.format(
        Locale.ROOT, FORM, "No.", "Time", "Source", "Destination", "Protocol", "Info");
  }

  /// One row; times count from the first that was asked for.
  public String line(Row row) {
    if (start.isEmpty()) start = Optional.of(row.time());
    Duration since = Duration.between(start.get(), row.time());
    String time = String.format(Locale.ROOT, "%.6f", since.getSeconds() + since.getNano() / 1e9);
    return String.format(
        Locale.ROOT,
        FORM,
        row.number(),
        time,
        Words.of(row.source()),
        Words.of(row.destination()),
        row.content().protocol(),
        printable(row.content().info()));
  }

  /// What came off the wire may hold commands for a terminal.
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '·' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
