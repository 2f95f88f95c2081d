package ringfence.trace.export;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// How addresses are written in lists and ladders.
final class Words {
  private Words() {}

  /// `192.0.2.1:5061`, `[2001:db8::1]:5061`, an address alone where there are no ports, and nothing
  /// where there is no address.
  static String of(InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress()) return "";
    String host = address.getAddress().getHostAddress();
    if (address.getPort() == 0) return host;
    boolean six = address.getAddress() instanceof Inet6Address;
    return six ? "[" + host + "]:" + address.getPort() : host + ":" + address.getPort();
  }
}
