package ringfence.manage.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts wrong passwords by name and locks a name that has too many. Not for several threads at
/// once.
final class Lockout {
  private static final int MOST_NAMES = 1000;

  private record Failures(int count, Instant last) {}

  /// The oldest go first: a flood of made-up names does not fill the memory.
  private final Map<String, Failures> byName =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_NAMES;
        }
      };

  /// After `most` failures a name is locked for `period`; failures older than that are forgotten.
  record Limits(int most, Duration period) {}

  /// How long `name` is still locked; zero when it is not.
  Duration remaining(String name, Limits limits, Instant now) {
    Failures failures = failures(name, limits, now);
    if (failures.count() < limits.most()) return Duration.ZERO;
    return Duration.between(now, failures.last().plus(limits.period()));
  }

  void failed(String name, Limits limits, Instant now) {
    byName.put(name, new Failures(failures(name, limits, now).count() + 1, now));
  }

  void succeeded(String name) {
    byName.remove(name);
  }

  private Failures failures(String name, Limits limits, Instant now) {
    var none = new Failures(0, now);
    Failures failures = byName.getOrDefault(name, none);
    return now.isBefore(failures.last().plus(limits.period())) ? failures : none;
  }
}
