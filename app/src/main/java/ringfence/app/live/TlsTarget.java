package ringfence.app.live;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.trace.diagnose.Known;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;

/// A TLS server to examine, and how the unit would meet it.
///
/// @param server the name or address, and the port
/// @param name that the certificate should be for, and that is asked for where it is no address
/// @param verifier the checks of its certificate
/// @param identity presented when the server asks
/// @param patience for each connection and each handshake
/// @param naptr whether the NAPTR records of the domain may lead elsewhere
public record TlsTarget(
    HostPort server,
    String name,
    PeerVerifier verifier,
    Optional<TlsIdentity> identity,
    TlsPolicy policy,
    Duration patience,
    boolean naptr) {
  /// One that is found by SRV and addresses alone.
  public TlsTarget(
      HostPort server,
      String name,
      PeerVerifier verifier,
      Optional<TlsIdentity> identity,
      TlsPolicy policy,
      Duration patience) {
    this(server, name, verifier, identity, policy, patience, false);
  }

  /// The same, where NAPTR records may lead elsewhere.
  public TlsTarget askingNaptr(boolean asking) {
    return new TlsTarget(server, name, verifier, identity, policy, patience, asking);
  }

  /// What is looked up, RFC 3263.
  Target wanted() {
    var wanted = Target.of(server, Transport.TLS);
    return naptr ? wanted.askingNaptr() : wanted;
  }

  /// What the unit sends as server_name; empty for an address.
  ///
  /// RFC 6066 section 3: "Literal IPv4 and IPv6 addresses are not permitted in "HostName"."
  String sentName() {
    try {
      InetAddress.ofLiteral(name);
      return "";
    } catch (IllegalArgumentException _) {
      return name;
    }
  }

  /// What the rules may know of the unit.
  ///
  /// @param ledTo where the look-up led
  Known known(List<Destination> ledTo) {
    return new Known(verifier.trust().certificates(), name)
        .ledTo(ledTo.stream().flatMap(each -> each.srvName().stream()).distinct().toList());
  }

  /// The same with this patience.
  TlsTarget within(Duration other) {
    return new TlsTarget(server, name, verifier, identity, policy, other, naptr);
  }

  TlsTarget with(Optional<TlsIdentity> other) {
    return new TlsTarget(server, name, verifier, other, policy, patience, naptr);
  }
}
