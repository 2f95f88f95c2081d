package ringfence.app.option;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;
import ringfence.app.live.AskedDns;
import ringfence.sip.message.HostPort;
import ringfence.transport.resolve.DnsPlan;

/// How names lead to servers, RFC 3263.
public final class DnsOption {
  @Option(
      names = "--dns",
      paramLabel = "ADDRESS[:PORT]",
      description = "ask this DNS server in place of the system's")
  private Optional<String> server;

  @Option(
      names = "--naptr",
      description = "let the NAPTR records of a domain lead elsewhere than to its _sips._tcp")
  private boolean naptr;

  public boolean naptr() {
    return naptr;
  }

  public AskedDns asked() throws Unusable {
    if (server.isEmpty()) return AskedDns.ofSystem();
    try {
      var place = HostPort.parse(server.get());
      var address = InetAddress.ofLiteral(place.address());
      return AskedDns.of(new InetSocketAddress(address, place.portOr(DnsPlan.PORT)));
    } catch (IllegalArgumentException _) {
      throw new Unusable("--dns " + server.get() + " is not ADDRESS or ADDRESS:PORT");
    }
  }
}
