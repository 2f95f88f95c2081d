package ringfence.proxy.defence;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import ringfence.proxy.recent.Recent;

/// Which users that do not exist each source has named of late: a person mistypes one, a scanner
/// counts upwards.
final class Strangers {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private record Named(Instant since, Set<Integer> users) {}

  private final Map<Network, Named> bySource;

  Strangers(int sources) {
    this.bySource = new Recent<>(sources);
  }

  /// Notes that `source` named such a user, and returns how many it has named.
  int named(Network source, String user, Instant now) {
    Named named = bySource.getOrDefault(source, new Named(now, new HashSet<>()));
    if (named.since().plus(WINDOW).isBefore(now)) named = new Named(now, new HashSet<>());
    named.users().add(user.hashCode());
    bySource.put(source, named);
    return named.users().size();
  }

  void forget(Network source) {
    bySource.remove(source);
  }
}
