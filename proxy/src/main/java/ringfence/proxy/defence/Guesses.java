package ringfence.proxy.defence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import ringfence.proxy.location.AddressOfRecord;
import ringfence.proxy.recent.Recent;

/// Wrong passwords. A source that only guesses is soon banned. One where somebody proved a password
/// before is an office with a phone set up wrongly: that account is not asked for any more there,
/// and the others go on. An account that many sources guess at is asked for only where it was
/// proved before, so that nobody can lock its owner out.
final class Guesses {
  private static final int REMEMBERED = 20_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration KNOWN = Duration.ofDays(1);

  private static final Instant NEVER = Instant.EPOCH;

  /// What follows from a wrong password.
  enum Consequence {
    NONE,
    BAN
  }

  private record Pair(Network source, AddressOfRecord account) {}

  private final RateLimit<Network> bySource;
  private final RateLimit<Network> byOffice;
  private final RateLimit<Pair> byPair;
  private final RateLimit<AddressOfRecord> byAccount;
  private final Map<Network, Instant> offices = new Recent<>(REMEMBERED);
  private final Map<Pair, Instant> proved = new Recent<>(REMEMBERED);

  Guesses(Limits limits) {
    this.bySource = new RateLimit<>(limits.failures(), MINUTE, REMEMBERED);
    this.byOffice = new RateLimit<>(10 * limits.failures(), MINUTE, REMEMBERED);
    this.byPair = new RateLimit<>(limits.failures(), MINUTE, REMEMBERED);
    this.byAccount = new RateLimit<>(limits.accountFailures(), Duration.ofMinutes(10), REMEMBERED);
  }

  /// Whether no password of that account is tried from there at present, not even the right one.
  boolean isHeld(Network source, AddressOfRecord account, Instant now) {
    var pair = new Pair(source, account);
    if (byPair.spent(pair, now)) return true;
    return byAccount.spent(account, now) && !isRecent(proved.getOrDefault(pair, NEVER), now);
  }

  Consequence wrong(Network source, AddressOfRecord account, Instant now) {
    byPair.take(new Pair(source, account), now);
    byAccount.take(account, now);
    RateLimit<Network> limit = isOffice(source, now) ? byOffice : bySource;
    limit.take(source, now);
    return limit.spent(source, now) ? Consequence.BAN : Consequence.NONE;
  }

  void right(Network source, AddressOfRecord account, Instant now) {
    offices.put(source, now);
    proved.put(new Pair(source, account), now);
  }

  /// Whether somebody proved a password there of late.
  boolean isOffice(Network source, Instant now) {
    return isRecent(offices.getOrDefault(source, NEVER), now);
  }

  /// An operator undoes what was counted for a source.
  void forgive(Network source) {
    bySource.forget(source);
    byOffice.forget(source);
  }

  private static boolean isRecent(Instant at, Instant now) {
    return at.plus(KNOWN).isAfter(now);
  }
}
