package ringfence.manage.event;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/// What happened lately, and those who want to hear of it. Any thread may report, and never waits
/// for a listener: one thread of the log's own calls the listeners, one event after the other in
/// the order of the log.
public final class EventLog implements AutoCloseable {
  private static final int MOST_WAITING = 10_000;

  private final int capacity;
  private final InstantSource clock;
  private final Object lock = new Object();
  private final Deque<Event> recent = new ArrayDeque<>();
  private final Deque<Event> waiting = new ArrayDeque<>();
  private final Map<String, Integer> nextIds = new HashMap<>();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private final Thread teller;
  private boolean closed;
  private boolean telling;
  private long unheard;

  /// Keeps the last `capacity` events.
  public EventLog(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
    this.teller = Thread.ofVirtual().name("events").start(this::tell);
  }

  /// Takes the event up and returns it with its number and time.
  public Event report(Report report) {
    synchronized (lock) {
      int id = nextIds.merge(report.service(), 0, (last, _) -> (last + 1) & 0xFFFF);
      var event = new Event(id, clock.instant(), report);
      recent.addLast(event);
      if (recent.size() > capacity) recent.removeFirst();
      if (closed || waiting.size() == MOST_WAITING) unheard++;
      else waiting.addLast(event);
      lock.notifyAll();
      return event;
    }
  }

  /// Oldest first.
  public List<Event> recent() {
    synchronized (lock) {
      return new ArrayList<>(recent);
    }
  }

  /// How many events no listener was told of, because they were too slow.
  public long unheard() {
    synchronized (lock) {
      return unheard;
    }
  }

  /// Calls `listener` for every event from now on, until the result is closed.
  public Listening listen(Consumer<Event> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Waits until the listeners were told what is reported by now, at most for so long: before one
  /// of them goes that is to hear it. Not for listeners, who are told one event after the other.
  public void settle(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    synchronized (lock) {
      try {
        for (long left = most.toNanos(); left > 0 && isBehind(); left = end - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isBehind() {
    return telling || !waiting.isEmpty();
  }

  /// A listener's place in the log.
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    /// Ends it.
    @Override
    void close();
  }

  /// Tells the listeners what is still waiting, and ends.
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      teller.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    for (var events = next(); !events.isEmpty(); events = next()) {
      for (Event event : events) {
        for (Consumer<Event> listener : listeners) tell(listener, event);
      }
    }
  }

  /// All that waits, or nothing at the end.
  private List<Event> next() {
    synchronized (lock) {
      telling = false;
      lock.notifyAll();
      while (waiting.isEmpty() && !closed) {
        try {
          lock.wait();
        } catch (InterruptedException _) {
          return List.of();
        }
      }
      var events = List.copyOf(waiting);
      waiting.clear();
      telling = !events.isEmpty();
      return events;
    }
  }

  private static void tell(Consumer<Event> listener, Event event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      // one listener's fault is not the others'
      LoggerFactory.getLogger(EventLog.class).warn("a listener failed on {}", event, e);
    }
  }
}
