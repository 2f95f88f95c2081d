package ringfence.proxy.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ringfence.proxy.cluster.SharedRecord.Stamp;
import ringfence.proxy.defence.Ban;
import ringfence.proxy.defence.Bans;
import ringfence.proxy.defence.Network;

/// Keeps the bans of this node and those of the others the same: whoever guesses passwords at one
/// node is heard by none.
///
/// Owned by the proxy's loop.
final class SharedBans implements Shared, Bans.Listener {
  private static final String KIND = "ban ";
  private static final Duration LIFTED = Duration.ofDays(1);

  private final String node;
  private final String life;
  private final Bans bans;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Map<String, SharedRecord> facts = new HashMap<>();

  SharedBans(String node, String life, Bans bans, Outbox outbox, InstantSource clock) {
    this.node = node;
    this.life = life;
    this.bans = bans;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void banned(Ban ban, Bans.Origin origin) {
    String text = ban.since().toEpochMilli() + " " + ban.reason();
    if (origin == Bans.Origin.HERE) share(KIND + ban.source(), ban.until(), text);
  }

  @Override
  public void lifted(Network source, Bans.Origin origin) {
    if (origin == Bans.Origin.HERE) share(KIND + source, clock.instant().plus(LIFTED), "");
  }

  private void share(String key, Instant expires, String text) {
    long known = Optional.ofNullable(facts.get(key)).map(it -> it.stamp().version()).orElse(0L);
    long version = Math.max(clock.millis(), known + 1);
    var fact = new SharedRecord(key, new Stamp(version, node, life), expires, text);
    facts.put(key, fact);
    outbox.put(fact);
  }

  @Override
  public void merge(SharedRecord said) {
    if (!said.key().startsWith(KIND)) return;
    Optional<Network> source = Network.parse(said.key().substring(KIND.length()));
    Optional<SharedRecord> before = Optional.ofNullable(facts.get(said.key()));
    boolean known = before.filter(it -> it.stamp().compareTo(said.stamp()) >= 0).isPresent();
    if (known || source.isEmpty()) return;
    facts.put(said.key(), said);
    if (said.isWithdrawn()) bans.lift(source.get(), Bans.Origin.ELSEWHERE);
    else ban(source.get(), said).ifPresent(ban -> bans.add(ban, Bans.Origin.ELSEWHERE));
  }

  private static Optional<Ban> ban(Network source, SharedRecord said) {
    String[] parts = said.text().split(" ", 2);
    try {
      Instant since = Instant.ofEpochMilli(Long.parseLong(parts[0]));
      return Optional.of(new Ban(source, parts[1], since, said.expires()));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  @Override
  public void restore(Set<String> known) {
    Instant now = clock.instant();
    facts.values().stream()
        .filter(it -> it.stamp().node().equals(node) && !it.isExpired(now))
        .filter(it -> !known.contains(it.key()))
        .forEach(outbox::put);
  }

  @Override
  public void elapse() {
    Instant now = clock.instant();
    facts.values().removeIf(it -> it.isExpired(now));
  }
}
