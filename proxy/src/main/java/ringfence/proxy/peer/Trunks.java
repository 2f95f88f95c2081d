package ringfence.proxy.peer;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ringfence.manage.setting.Settings;

/// The trunks that are set, and which of them a call may go to now. Owned by the proxy's loop.
public final class Trunks {
  private final List<Trunk> all;
  private final Set<String> down = new HashSet<>();

  private Trunks(List<Trunk> all) {
    this.all = List.copyOf(all);
  }

  /// No trunk.
  public static Trunks none() {
    return new Trunks(List.of());
  }

  /// The trunks of the settings.
  public static Trunks of(Settings settings) {
    return new Trunks(
        settings.rows(PeerSettings.TRUNK).stream()
            .flatMap(row -> Trunk.of(row, settings).stream())
            .sorted(Comparator.comparingInt(Trunk::priority))
            .toList());
  }

  public List<Trunk> all() {
    return all;
  }

  /// The server of a trunk by its name.
  public Optional<Peer> named(String name) {
    return byName(name).map(Trunk::peer);
  }

  private Optional<Trunk> byName(String name) {
    return all.stream().filter(trunk -> trunk.peer().name().equals(name)).findFirst();
  }

  /// The trunks for a domain that is not ours, the first to be tried first.
  public List<Trunk> forDomain(String host) {
    String domain = host.toLowerCase(Locale.ROOT);
    return inOrder(trunk -> trunk.domains().contains(domain));
  }

  /// The trunks for a user of ours that nobody has: those with the longest prefix that fits.
  public List<Trunk> forUser(String user) {
    int longest = all.stream().mapToInt(trunk -> trunk.fit(user)).max().orElse(-1);
    return longest < 0 ? List.of() : inOrder(trunk -> trunk.fit(user) == longest);
  }

  /// Those that do not answer come last: whoever was asked a while ago may be wrong about them.
  private List<Trunk> inOrder(Predicate<Trunk> wanted) {
    List<Trunk> usable = all.stream().filter(wanted).filter(trunk -> !trunk.maintenance()).toList();
    return Stream.concat(
            usable.stream().filter(this::isUp), usable.stream().filter(trunk -> !isUp(trunk)))
        .toList();
  }

  /// Whether calls of that server are let in to our users.
  public boolean mayCall(Peer peer) {
    return byName(peer.name()).filter(Trunk::acceptsCalls).isPresent();
  }

  /// The server whose certificate carries one of these names, as RFC 5922 compares them.
  public Optional<Peer> withName(Predicate<String> carries) {
    return all.stream().map(Trunk::peer).filter(peer -> carries.test(peer.identity())).findFirst();
  }

  /// The server at that address, for transports that show no certificate; only one that was set by
  /// its address.
  public Optional<Peer> at(InetAddress address) {
    return all.stream()
        .filter(trunk -> !trunk.peer().target().transport().isSecure())
        .filter(trunk -> trunk.address().host().address().equals(address.getHostAddress()))
        .map(Trunk::peer)
        .findFirst();
  }

  /// Whether a trunk answered when it was last asked; one that was never asked counts so.
  public boolean isUp(Trunk trunk) {
    return !down.contains(trunk.peer().name());
  }

  /// Notes what became of asking; true when it is news.
  public boolean heard(Trunk trunk, boolean up) {
    String name = trunk.peer().name();
    return up ? down.remove(name) : down.add(name);
  }
}
