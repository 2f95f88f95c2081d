package ringfence.transport.resolve;

import java.util.List;
import java.util.stream.Collectors;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;

/// Where a person or a URI says that a message should go, RFC 3263's TARGET.
///
/// @param port 0 where none is given
/// @param transports those that may be used, best first; at least one
/// @param asksNaptr whether the domain may choose among them; else the first is fixed, or each is
///   asked for
public record Target(String host, int port, List<Transport> transports, boolean asksNaptr) {
  public Target {
    if (host.isBlank()) throw new IllegalArgumentException("no host");
    if (port < 0 || port > 65535) throw new IllegalArgumentException("port " + port);
    if (transports.isEmpty()) throw new IllegalArgumentException("no transport");
    transports = List.copyOf(transports);
  }

  /// One whose transport is fixed.
  public Target(String host, int port, Transport transport) {
    this(host, port, List.of(transport), false);
  }

  public static Target of(HostPort hostPort, Transport transport) {
    return new Target(hostPort.address(), hostPort.portOr(0), transport);
  }

  /// The target of a URI.
  ///
  /// @param enabled the transports that may be used, best first
  public static Target of(SipUri uri, List<Transport> enabled) {
    HostPort host = uri.parameter("maddr").map(HostPort::of).orElse(uri.host());
    int port = uri.host().portOr(0);
    // RFC 3263 4.1: "If the URI specifies a transport protocol in the transport parameter, that
    // transport protocol SHOULD be used"
    if (uri.transport().isPresent()) return new Target(host.address(), port, over(uri));
    List<Transport> usable = enabled.stream().filter(it -> it.isSecure() || !uri.secure()).toList();
    return new Target(host.address(), port, usable, true);
  }

  /// RFC 3261 26.2.2: over SIPS, transport=tcp means TLS over TCP.
  private static Transport over(SipUri uri) {
    return uri.secure() ? Transport.TLS : uri.transport().orElseThrow();
  }

  Target named(String other) {
    return new Target(other, port, transports, asksNaptr);
  }

  /// The same, with the transport left to the domain as far as there is a choice.
  public Target askingNaptr() {
    return new Target(host, port, transports, true);
  }

  /// The transport where DNS says nothing about it.
  ///
  /// RFC 3263 4.1: "the client SHOULD use UDP for a SIP URI, and TCP for a SIPS URI"
  public Transport transport() {
    return transports.contains(Transport.UDP) ? Transport.UDP : transports.getFirst();
  }

  /// The port to connect to where DNS says nothing about it.
  public int effectivePort() {
    return port == 0 ? transport().defaultPort() : port;
  }

  @Override
  public String toString() {
    String over = transports.stream().map(Transport::token).collect(Collectors.joining(","));
    return host + ":" + port + ";transport=" + over;
  }
}
