package ringfence.manage.event;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/// Prints events for a person at a terminal: `20:07:02.118 INFO SipEngine [0571] [OpenSIPS] …`.
public final class ConsoleLog implements Consumer<Event> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final PrintStream out;
  private final Severity least;
  private final ZoneId zone;

  /// Prints what is at least so severe, with the time of day in `zone`.
  public ConsoleLog(PrintStream out, Severity least, ZoneId zone) {
    this.out = out;
    this.least = least;
    this.zone = zone;
  }

  @Override
  public void accept(Event event) {
    if (!event.severity().isAtLeast(least)) return;
    String time = TIME.format(event.time().atZone(zone));
    out.println("%s %-8s %s%s".formatted(time, event.severity(), event, event.fieldText()));
  }
}
