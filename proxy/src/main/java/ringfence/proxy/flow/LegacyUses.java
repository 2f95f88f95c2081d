package ringfence.proxy.flow;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ringfence.proxy.recent.Recent;
import ringfence.transport.FlowFacts;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.TlsVersion;

/// Who still speaks TLS before 1.2 or suites without forward secrecy: the list to work off before
/// the fence can go.
final class LegacyUses {
  private static final int MOST = 1000;

  private final Map<Key, LegacyUse> uses = new Recent<>(MOST);

  private record Key(InetAddress address, TlsVersion version, String suite) {}

  void seen(FlowFacts facts, List<String> users, long more, Instant now) {
    if (facts.outgoing()) return;
    facts
        .tls()
        .filter(TlsSession::isLegacy)
        .map(tls -> new Key(facts.flow().remote().getAddress(), tls.version(), tls.suite()))
        .ifPresent(key -> seen(key, users, more, now));
  }

  private void seen(Key key, List<String> users, long more, Instant now) {
    var all = new TreeSet<>(users);
    long links = more;
    LegacyUse before = uses.remove(key); // the latest stands last
    if (before != null) {
      all.addAll(before.users());
      links += before.links();
    }
    uses.put(
        key,
        new LegacyUse(key.address(), key.version(), key.suite(), List.copyOf(all), links, now));
  }

  /// The latest first.
  List<LegacyUse> all() {
    return List.copyOf(uses.values()).reversed();
  }
}
