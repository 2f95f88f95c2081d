package ringfence.manage.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The last notifications, for the page that shows them.
public final class LocalLog implements Consumer<Event> {
  private final int capacity;
  private final Deque<Event> kept = new ArrayDeque<>();

  public LocalLog(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public synchronized void accept(Event event) {
    kept.addLast(event);
    if (kept.size() > capacity) kept.removeFirst();
  }

  /// Youngest first.
  public synchronized List<Event> events() {
    return List.copyOf(kept.reversed());
  }

  public synchronized void clear() {
    kept.clear();
  }
}
