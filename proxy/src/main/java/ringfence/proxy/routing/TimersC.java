package ringfence.proxy.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The contexts by when their timers may fire. A timer that was reset is found out when its old
/// time comes, which spares a search on every ringing; a context that waits for nothing more is
/// taken out at once.
final class TimersC {
  private record Due(Instant at, long number, ResponseContext context) {}

  private final TreeSet<Due> queue =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private final Map<ResponseContext, Due> listed = new HashMap<>();
  private long lastNumber;

  void add(ResponseContext context) {
    Optional<Instant> deadline = context.deadline();
    if (deadline.isEmpty()) {
      remove(context);
      return;
    }
    Due old = listed.get(context);
    if (old != null && !deadline.get().isBefore(old.at())) return;
    remove(context);
    var due = new Due(deadline.get(), ++lastNumber, context);
    queue.add(due);
    listed.put(context, due);
  }

  void remove(ResponseContext context) {
    Due old = listed.remove(context);
    if (old != null) queue.remove(old);
  }

  /// A context whose time has come.
  Optional<ResponseContext> takeDue(Instant now) {
    if (queue.isEmpty() || now.isBefore(queue.first().at())) return Optional.empty();
    ResponseContext context = queue.first().context();
    remove(context);
    return Optional.of(context);
  }

  Optional<Instant> first() {
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().at());
  }
}
