package ringfence.manage.event;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Where a syslog goes.
///
/// @param port 0 is the transport's own
public record SyslogReceiver(String host, int port, Transport transport) {
  /// How messages travel.
  public sealed interface Transport {
    /// One datagram a message, RFC 5426; port 514.
    record Udp() implements Transport {}

    /// Counted octets, RFC 6587 section 3.4.1; port 514.
    record Tcp() implements Transport {}

    /// The same over TLS 1.2 or 1.3, RFC 5425; port 6514. The receiver's certificate leads to one
    /// of these and names the host.
    record Tls(List<X509Certificate> authorities) implements Transport {
      public Tls {
        authorities = List.copyOf(authorities);
      }
    }
  }

  /// Reads `host:port`, `host` or `[2001:db8::1]:port`; nothing when it is not one.
  public static Optional<SyslogReceiver> of(String text, Transport transport) {
    boolean number = text.startsWith("[");
    int end = number ? text.indexOf(']') + 1 : text.indexOf(':');
    if (end < 0) end = text.length();
    String host = number && end > 0 ? text.substring(1, end - 1) : text.substring(0, end);
    String rest = text.substring(end);
    if (host.isEmpty() || !rest.matches("|:\\d{1,5}")) return Optional.empty();
    int port = rest.isEmpty() ? 0 : Integer.parseInt(rest.substring(1));
    if (port > 65535) return Optional.empty();
    return Optional.of(new SyslogReceiver(host, port, transport));
  }

  int portToUse() {
    if (port != 0) return port;
    return switch (transport) {
      case Transport.Udp _, Transport.Tcp _ -> 514;
      // RFC 5425 4.1: "The TCP port 6514 has been allocated as the default port"
      case Transport.Tls _ -> 6514;
    };
  }

  /// `192.0.2.1:6514 (TLS)`.
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + portToUse() + " (" + name() + ")";
  }

  private String name() {
    return switch (transport) {
      case Transport.Udp _ -> "UDP";
      case Transport.Tcp _ -> "TCP";
      case Transport.Tls _ -> "TLS";
    };
  }
}
