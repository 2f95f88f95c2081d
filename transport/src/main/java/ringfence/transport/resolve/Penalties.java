package ringfence.transport.resolve;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Who has failed lately and is therefore tried after all others. For any thread.
final class Penalties<K> {
  private static final int MOST = 1000;

  private final Duration length;
  private final Map<K, Instant> ends = new LinkedHashMap<>();

  Penalties(Duration length) {
    this.length = length;
  }

  synchronized void failed(K who, Instant now) {
    ends.values().removeIf(end -> !now.isBefore(end));
    if (ends.size() < MOST) ends.put(who, now.plus(length));
  }

  synchronized void worked(K who) {
    ends.remove(who);
  }

  private boolean hasPenalty(K who, Instant now) {
    return Optional.ofNullable(ends.get(who)).filter(now::isBefore).isPresent();
  }

  /// The same in the same order, but for those with a penalty, which come last.
  synchronized <T> List<T> sorted(List<T> all, Function<T, K> who, Instant now) {
    return all.stream().sorted(Comparator.comparing(it -> hasPenalty(who.apply(it), now))).toList();
  }
}
