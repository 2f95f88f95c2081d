package ringfence.transport.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/// The names as the system is set up for them: `/etc/resolv.conf` and `/etc/hosts`, or what stands
/// for them elsewhere. For any thread.
public final class SystemNames {
  /// How soon it is noticed that the system has moved to another network.
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final HostsFileParser hosts = new HostsFileParser();
  private Instant nextLook = Instant.MIN;

  public SystemNames(InstantSource clock) {
    this.clock = clock;
  }

  public DnsPlan plan() {
    return new DnsPlan(servers(), domain(), this::addresses);
  }

  public List<InetSocketAddress> servers() {
    return config().servers();
  }

  /// The first domain in which the system looks for names; empty where it has none.
  public String domain() {
    return config().searchPath().stream().findFirst().map(it -> it.toString(true)).orElse("");
  }

  private synchronized ResolverConfig config() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      ResolverConfig.refresh();
      nextLook = now.plus(BETWEEN_LOOKS);
    }
    return ResolverConfig.getCurrentConfig();
  }

  /// What the table of hosts has for a name.
  public List<InetAddress> addresses(String name) {
    return Stream.of(Type.A, Type.AAAA).flatMap(type -> address(name, type).stream()).toList();
  }

  private synchronized Optional<InetAddress> address(String name, int type) {
    try {
      return hosts.getAddressForHost(Name.fromString(name, Name.root), type);
    } catch (TextParseException _) {
      return Optional.empty(); // no name at all
    } catch (IOException _) {
      return Optional.empty(); // no table
    }
  }
}
