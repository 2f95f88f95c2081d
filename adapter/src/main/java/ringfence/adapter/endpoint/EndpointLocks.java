package ringfence.adapter.endpoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import ringfence.manage.setting.Settings;

/// The administrative states of the endpoints, and of the unit that is made of them.
public final class EndpointLocks {
  private final Map<String, AdministrativeState> states = new HashMap<>();

  /// The states that the settings say an endpoint starts in.
  public static EndpointLocks initially(Settings settings) {
    var locks = new EndpointLocks();
    for (String endpoint : EpAdm.ENDPOINTS.rows()) {
      locks.states.put(endpoint, settings.get(EpAdm.INITIAL_STATE, endpoint).state());
    }
    return locks;
  }

  public AdministrativeState of(String endpoint) {
    return states.getOrDefault(endpoint, AdministrativeState.UNLOCKED);
  }

  /// The state of the unit: unlocked while one of its endpoints is, locked when all are.
  public AdministrativeState ofUnit() {
    Collection<AdministrativeState> all = states.values();
    if (all.contains(AdministrativeState.UNLOCKED)) return AdministrativeState.UNLOCKED;
    return all.contains(AdministrativeState.SHUTTING_DOWN)
        ? AdministrativeState.SHUTTING_DOWN
        : AdministrativeState.LOCKED;
  }

  /// Lets no call begin; one that is under way is waited for, see [#settle].
  public void lock(String endpoint) {
    if (of(endpoint) == AdministrativeState.UNLOCKED) {
      states.put(endpoint, AdministrativeState.SHUTTING_DOWN);
    }
  }

  /// Locks at once; the caller ends its calls.
  public void forceLock(String endpoint) {
    states.put(endpoint, AdministrativeState.LOCKED);
  }

  public void unlock(String endpoint) {
    states.put(endpoint, AdministrativeState.UNLOCKED);
  }

  /// Locks what shuts down and is idle by now.
  ///
  /// @return whether a state has changed
  public boolean settle(Predicate<String> idle) {
    boolean changed = false;
    for (var entry : states.entrySet()) {
      boolean waits = entry.getValue() == AdministrativeState.SHUTTING_DOWN;
      if (!waits || !idle.test(entry.getKey())) continue;
      entry.setValue(AdministrativeState.LOCKED);
      changed = true;
    }
    return changed;
  }
}
