package ringfence.manage.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Server-sent events (WHATWG HTML section 9.2) to everyone who listens at the moment. Publishing
/// never waits: a listener that does not keep up is let go, and its browser comes back by itself.
public final class Broadcast {
  private static final int MOST_LISTENERS = 64;

  private final Set<Subscription> listeners = ConcurrentHashMap.newKeySet();

  /// Tells everyone; callable from any thread.
  public void publish(String event, String data) {
    if (event.contains("\n") || event.contains("\r")) throw new IllegalArgumentException(event);
    if (listeners.isEmpty()) return;
    var text = new StringBuilder("event: ").append(event).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    if (data.isEmpty()) text.append("data:\n");
    String whole = text.append('\n').toString();
    for (Subscription listener : listeners) listener.offer(whole);
  }

  /// How many listen.
  public int listeners() {
    return listeners.size();
  }

  boolean isFull() {
    return listeners.size() >= MOST_LISTENERS;
  }

  void add(Subscription listener) {
    listeners.add(listener);
  }

  void remove(Subscription listener) {
    listeners.remove(listener);
  }
}
