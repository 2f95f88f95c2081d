package ringfence.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;
import ringfence.app.live.AskedDns;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.DnsPlan;

/// How names lead to servers, RFC 3263.
final class DnsOption {
  @Option(
      names = "--dns",
      paramLabel = "ADDRESS[:PORT]",
      description = "ask this DNS server in place of the system's")
  private Optional<String> server;

  @Option(
      names = "--naptr",
      description = "let the NAPTR records of a domain lead elsewhere than to its _sips._tcp")
  private boolean naptr;

  boolean naptr() {
    return naptr;
  }

  AskedDns asked() throws Main.Unusable {
    if (server.isEmpty()) return AskedDns.ofSystem();
    try {
      var place = HostPort.parse(server.get());
      var address = InetAddress.ofLiteral(place.address());
      return AskedDns.of(new InetSocketAddress(address, place.portOr(DnsPlan.PORT)));
    } catch (IllegalArgumentException _) {
      throw new Main.Unusable("--dns " + server.get() + " is not ADDRESS or ADDRESS:PORT");
    }
  }
}
