package ringfence.adapter.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ringfence.adapter.call.PhoneLine;
import ringfence.adapter.call.Usability;
import ringfence.adapter.endpoint.AdministrativeState;
import ringfence.adapter.endpoint.EndpointLocks;
import ringfence.adapter.endpoint.EndpointStatus;
import ringfence.adapter.endpoint.UsageState;
import ringfence.adapter.gateway.Gateway;
import ringfence.adapter.gateway.SipEp;
import ringfence.adapter.gateway.SipRegistrations;
import ringfence.manage.setting.Settings;
import ringfence.transport.Loop;

/// Which lines of a unit can be used: those that their gateways serve and their administrator has
/// not locked. On the SIP loop, but for the commands.
public final class Endpoints {
  private final Settings settings;
  private final Loop sip;
  private final List<Gateway> gateways;
  private final List<PhoneLine> lines;
  private final EndpointLocks locks;
  private final Runnable refresh;

  Endpoints(
      Settings settings,
      Loop sip,
      List<Gateway> gateways,
      List<PhoneLine> lines,
      EndpointLocks locks,
      Runnable refresh) {
    this.settings = settings;
    this.sip = sip;
    this.gateways = gateways;
    this.lines = lines;
    this.locks = locks;
    this.refresh = refresh;
  }

  /// Lets no call begin at an endpoint, and locks it when it is idle.
  public void lock(String endpoint) {
    sip.post(() -> changed(() -> locks.lock(endpoint)));
  }

  /// Ends the call of an endpoint and locks it.
  public void forceLock(String endpoint) {
    sip.post(
        () -> {
          changed(() -> locks.forceLock(endpoint));
          lines.stream()
              .filter(line -> line.endpoint().equals(endpoint))
              .forEach(PhoneLine::hangUp);
        });
  }

  public void unlock(String endpoint) {
    sip.post(() -> changed(() -> locks.unlock(endpoint)));
  }

  private void changed(Runnable change) {
    change.run();
    refresh.run();
  }

  /// Locks what shuts down and is idle by now.
  void settle() {
    locks.settle(
        endpoint -> lines.stream().anyMatch(it -> it.endpoint().equals(endpoint) && it.isIdle()));
  }

  /// The states of the unit and of each endpoint, as they are now.
  CompletableFuture<List<EndpointStatus>> statuses() {
    return sip.ask(
        () -> {
          List<EndpointStatus> all = new ArrayList<>();
          all.add(unit());
          lines.forEach(line -> all.add(status(line)));
          return all;
        });
  }

  private EndpointStatus status(PhoneLine line) {
    String endpoint = line.endpoint();
    return new EndpointStatus(
        endpoint,
        locks.of(endpoint),
        isOperational(endpoint),
        line.isIdle() ? UsageState.IDLE : UsageState.BUSY);
  }

  private EndpointStatus unit() {
    long idle = lines.stream().filter(PhoneLine::isIdle).count();
    boolean operational = lines.stream().anyMatch(line -> isOperational(line.endpoint()));
    UsageState usage =
        idle == lines.size() ? UsageState.IDLE : idle == 0 ? UsageState.BUSY : UsageState.ACTIVE;
    return new EndpointStatus(EndpointStatus.UNIT, locks.ofUnit(), operational, usage);
  }

  /// Whether calls may begin.
  boolean isUsable(String endpoint) {
    return usability(endpoint) == Usability.USABLE;
  }

  Usability usability(String endpoint) {
    if (locks.of(endpoint) != AdministrativeState.UNLOCKED) return Usability.LOCKED;
    return isOperational(endpoint) ? Usability.USABLE : Usability.UNREGISTERED;
  }

  /// A line that registers works while it is registered, another while a gateway is open; one that
  /// is locked does not.
  boolean isOperational(String endpoint) {
    if (settings.get(SipEp.USER_NAME, endpoint).isEmpty()) return false;
    if (locks.of(endpoint) == AdministrativeState.LOCKED) return false;
    boolean mustRegister =
        settings.get(SipEp.REGISTER, endpoint)
            && !settings.get(SipRegistrations.UNREGISTERED_ENDPOINT);
    return gateways.stream()
        .anyMatch(it -> mustRegister ? it.isRegistered(endpoint) : it.isReachable());
  }
}
