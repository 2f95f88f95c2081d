package ringfence.proxy.users;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import ringfence.manage.event.Report;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.log.NodeEvents;

/// What became of the users of a database between two looks at it.
///
/// @param changed who has another password
record UserChanges(
    List<AddressOfRecord> added, List<AddressOfRecord> changed, List<AddressOfRecord> removed) {
  private static final int MOST_NAMED = 10;

  static UserChanges between(List<StoredUser> before, List<StoredUser> after) {
    Map<AddressOfRecord, StoredUser> old = byAddress(before);
    Map<AddressOfRecord, StoredUser> now = byAddress(after);
    return new UserChanges(
        now.keySet().stream().filter(it -> !old.containsKey(it)).toList(),
        after.stream()
            .filter(it -> old.containsKey(it.address()) && !it.equals(old.get(it.address())))
            .map(StoredUser::address)
            .toList(),
        old.keySet().stream().filter(it -> !now.containsKey(it)).toList());
  }

  private static Map<AddressOfRecord, StoredUser> byAddress(List<StoredUser> users) {
    return users.stream().collect(toMap(StoredUser::address, identity()));
  }

  /// For the log: the first of each, and how many more there are.
  Report report() {
    Report report = NodeEvents.USERS_CHANGED.report();
    report = with(report, "added", added);
    report = with(report, "password", changed);
    return with(report, "removed", removed);
  }

  private static Report with(Report report, String field, List<AddressOfRecord> users) {
    if (users.isEmpty()) return report;
    String named =
        users.stream()
            .limit(MOST_NAMED)
            .map(it -> it.user() + "@" + it.host())
            .collect(joining(", "));
    int more = users.size() - MOST_NAMED;
    return report.with(field, more > 0 ? named + " and " + more + " more" : named);
  }
}
