package ringfence.proxy.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// The contexts by when their timer C may fire. A timer that was reset is found out when its old
/// time comes, which spares a search on every ringing.
final class TimersC {
  private record Due(Instant at, ResponseContext context) {}

  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));

  void add(ResponseContext context) {
    context.deadline().ifPresent(at -> queue.add(new Due(at, context)));
  }

  /// A context whose time has come.
  Optional<ResponseContext> takeDue(Instant now) {
    if (queue.isEmpty() || now.isBefore(queue.peek().at())) return Optional.empty();
    return Optional.of(queue.remove().context());
  }

  Optional<Instant> first() {
    return Optional.ofNullable(queue.peek()).map(Due::at);
  }
}
