package ringfence.proxy.defence;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// Networks, asked whether an address lies in one of them: a look-up for each prefix length, so
/// that the list of a whole country costs no more than that of a street.
public final class Networks {
  private static final int FEW = 4;

  private final Set<Network> all;
  private final int[] prefixes;

  private Networks(Collection<Network> all) {
    this.all = Set.copyOf(all);
    var lengths = new TreeSet<Integer>();
    all.forEach(network -> lengths.add(network.prefix()));
    this.prefixes = lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  public static Networks of(Collection<Network> all) {
    return new Networks(all);
  }

  /// Nobody lies in these.
  public static Networks none() {
    return new Networks(Set.of());
  }

  public boolean contains(InetAddress address) {
    return all.size() <= FEW ? isInOne(address) : isInMany(address);
  }

  private boolean isInOne(InetAddress address) {
    for (Network network : all) if (network.contains(address)) return true;
    return false;
  }

  private boolean isInMany(InetAddress address) {
    int bits = address.getAddress().length * Byte.SIZE;
    for (int prefix : prefixes) {
      if (prefix <= bits && all.contains(Network.around(address, prefix))) return true;
    }
    return false;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
