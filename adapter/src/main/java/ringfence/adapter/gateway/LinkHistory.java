package ringfence.adapter.gateway;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What became of a link: its last fifty transitions.
final class LinkHistory {
  private static final int MOST = 50;

  private final Deque<LinkTransition> transitions = new ArrayDeque<>();

  /// A failure like the one before changes nothing.
  void add(Instant at, PersistentLink.Status status, String cause) {
    LinkTransition last = transitions.peekFirst();
    if (last != null && last.status() == status && last.cause().equals(cause)) return;
    if (transitions.size() == MOST) transitions.removeLast();
    transitions.addFirst(new LinkTransition(at, status, cause));
  }

  /// The latest first.
  List<LinkTransition> transitions() {
    return List.copyOf(transitions);
  }
}
