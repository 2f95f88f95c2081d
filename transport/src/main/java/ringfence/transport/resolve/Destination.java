package ringfence.transport.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import ringfence.sip.message.Transport;

/// One address where a target may be reached.
///
/// @param srvName the name that an SRV record gave for it; empty where there was none
public record Destination(
    Transport transport, InetSocketAddress address, Optional<String> srvName) {
  public static Destination of(Transport transport, InetAddress address, int port) {
    return new Destination(transport, new InetSocketAddress(address, port), Optional.empty());
  }

  /// The address and the port, as `192.0.2.1:5061`, and the name from DNS before it.
  @Override
  public String toString() {
    String host = address.getAddress().getHostAddress();
    String place = (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    return srvName.map(name -> name + " (" + place + ")").orElse(place);
  }
}
