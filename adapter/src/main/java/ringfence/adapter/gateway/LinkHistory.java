package ringfence.adapter.gateway;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What became of a link: its last fifty transitions.
final class LinkHistory {
  private static final int MOST = 50;

  private final Deque<LinkTransition> transitions = new ArrayDeque<>();

  void add(Instant at, PersistentLink.Status status, String cause) {
    if (transitions.size() == MOST) transitions.removeLast();
    transitions.addFirst(new LinkTransition(at, status, cause));
  }

  /// The latest first.
  List<LinkTransition> transitions() {
    return List.copyOf(transitions);
  }
}
