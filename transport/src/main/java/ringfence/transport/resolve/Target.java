package ringfence.transport.resolve;

import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;

/// Where a person said a message should go: a host name or address, a port, a transport.
///
/// @param port 0 for the protocol's own: 5061 for TLS, else 5060
public record Target(String host, int port, Transport transport) {
  public Target {
    if (host.isBlank()) throw new IllegalArgumentException("no host");
    if (port < 0 || port > 65535) throw new IllegalArgumentException("port " + port);
  }

  public static Target of(HostPort hostPort, Transport transport) {
    return new Target(hostPort.address(), hostPort.portOr(0), transport);
  }

  /// The port to connect to.
  public int effectivePort() {
    return port == 0 ? transport.defaultPort() : port;
  }

  @Override
  public String toString() {
    return host + ":" + port + ";transport=" + transport;
  }
}
