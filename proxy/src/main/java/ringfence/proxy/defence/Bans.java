package ringfence.proxy.defence;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Who is banned now. Bounded: where an attacker has more addresses than there is room for, the
/// oldest ban makes room. Owned by the proxy's loop.
public final class Bans {
  private static final int MOST = 100_000;

  /// Who decided it.
  public enum Origin {
    HERE,
    /// Another node of ours, so that it need not be told.
    ELSEWHERE
  }

  /// Hears of what changes.
  public interface Listener {
    void banned(Ban ban, Origin origin);

    void lifted(Network source, Origin origin);
  }

  private final SequencedMap<Network, Ban> bySource = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();

  /// Tells `listener` of every change from now on.
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /// Bans. A ban that is there already is only made longer; false when it is no shorter.
  public boolean add(Ban ban, Origin origin) {
    Ban before = bySource.get(ban.source());
    if (before != null && !before.until().isBefore(ban.until())) return false;
    bySource.remove(ban.source());
    bySource.put(ban.source(), ban);
    if (bySource.size() > MOST) bySource.pollFirstEntry();
    listeners.forEach(listener -> listener.banned(ban, origin));
    return true;
  }

  /// Hears the source again. False when it was not banned.
  public boolean lift(Network source, Origin origin) {
    if (bySource.remove(source) == null) return false;
    listeners.forEach(listener -> listener.lifted(source, origin));
    return true;
  }

  /// The ban of an address, if it has one that is not over.
  public Optional<Ban> of(InetAddress address, Instant now) {
    if (bySource.isEmpty()) return Optional.empty();
    Network source = Network.ofSource(address);
    Optional<Ban> ban = Optional.ofNullable(bySource.get(source));
    if (ban.isEmpty() || !ban.get().isOver(now)) return ban;
    bySource.remove(source);
    return Optional.empty();
  }

  /// Every ban that is not over, the oldest first.
  public List<Ban> all(Instant now) {
    bySource.values().removeIf(ban -> ban.isOver(now));
    return List.copyOf(bySource.values());
  }
}
