package ringfence.proxy.defence;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import ringfence.proxy.call.CallBook;

/// Defences for tests: bans of ten minutes after three of whatever earns one.
public final class Defences {
  public static final Capacity.Limits CAPACITY = new Capacity.Limits(80, 1000, 50);

  private Defences() {}

  /// Few failures, few unknown users, few calls.
  public static Defence strict() {
    return of(AccessList.open(), limits(1000, 0));
  }

  /// So many requests a second.
  public static Defence asking(int requestsPerSecond) {
    return of(AccessList.open(), limits(requestsPerSecond, 0));
  }

  /// So many calls a user and twice as many an address.
  public static Defence calling(int perUser) {
    return of(AccessList.open(), limits(1000, perUser));
  }

  public static Defence trusting(String network) {
    var trusted = Networks.of(List.of(Network.parse(network).orElseThrow()));
    return of(new AccessList(trusted, Networks.none(), Networks.none()), limits(10, 0));
  }

  private static Limits limits(int requestsPerSecond, int perUser) {
    return new Limits(
        requestsPerSecond, 3, 5, 3, Duration.ofMinutes(10), Scanners.KNOWN, perUser, 2 * perUser);
  }

  private static Defence of(AccessList access, Limits limits) {
    return new Defence(access, limits, new Capacity(CAPACITY, Set.of("112")), new CallBook());
  }
}
