package ringfence.transport.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/// Whom a [DnsClient] asks, and what it knows by itself.
///
/// @param servers in the order in which they are asked
/// @param domain where names without a dot are meant; empty for none
/// @param known the addresses of names that no server is asked about
public record DnsPlan(
    List<InetSocketAddress> servers, String domain, Function<String, List<InetAddress>> known) {
  public static final int PORT = 53;

  public DnsPlan {
    servers = List.copyOf(servers);
  }

  /// These servers alone.
  public static DnsPlan of(InetSocketAddress... servers) {
    return new DnsPlan(List.of(servers), "", _ -> List.of());
  }

  /// A server in words: its address, and its port where that is not the usual one.
  public static String text(InetSocketAddress server) {
    String host = server.getAddress().getHostAddress();
    return server.getPort() == PORT ? host : host + ":" + server.getPort();
  }
}
