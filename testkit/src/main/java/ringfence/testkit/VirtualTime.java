package ringfence.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A clock that moves only when told to, and runs what falls due on the way, in order.
public final class VirtualTime {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Due(Instant at, long order, Runnable work) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now = START;
  private long order;

  public Instant now() {
    return now;
  }

  /// Milliseconds since this clock was made.
  public long millis() {
    return Duration.between(START, now).toMillis();
  }

  public void at(Instant when, Runnable work) {
    queue.add(new Due(when.isBefore(now) ? now : when, order++, work));
  }

  public void after(Duration delay, Runnable work) {
    at(now.plus(delay), work);
  }

  /// Lets `duration` pass; work that falls due meanwhile sees its own time as `now`.
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    while (!queue.isEmpty() && !queue.peek().at().isAfter(end)) runNext();
    now = end;
  }

  /// Moves to the next piece of work and runs it; false when there is none.
  public boolean runNext() {
    Due due = queue.poll();
    if (due == null) return false;
    now = due.at();
    due.work().run();
    return true;
  }
}
