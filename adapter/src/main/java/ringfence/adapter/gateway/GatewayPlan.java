package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.transport.Connect;
import ringfence.transport.Listen;
import ringfence.transport.resolve.Destination;
import ringfence.transport.resolve.Target;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// What a gateway is to do: its transports, its own address, its servers, and whom it trusts.
///
/// @param transports the enabled ones, first the one that requests take
/// @param port where it listens for UDP and TCP
/// @param securePort where it listens for TLS
/// @param domain stands in addresses for the name of a server; empty for that name itself
/// @param asksNaptr whether a domain may say by NAPTR records where its servers are
public record GatewayPlan(
    String name,
    GatewayType type,
    InetAddress address,
    List<Transport> transports,
    int port,
    int securePort,
    LinkNumbers numbers,
    SipServers.Of servers,
    String domain,
    Duration retryInterval,
    Duration connectTimeout,
    boolean asksNaptr,
    Credentials credentials) {

  /// The certificates a gateway works with.
  ///
  /// @param identity what it presents as a server, and as a client when a server asks
  /// @param asksClients whether those who connect to it must present a trusted one
  /// @param policy what TLS may agree on
  public record Credentials(
      PeerVerifier verifier,
      Optional<TlsIdentity> identity,
      boolean asksClients,
      TlsPolicy policy,
      Revocation revocation) {
    /// As the settings say.
    public static Credentials of(
        Settings settings, TrustAnchors trust, Optional<TlsIdentity> identity) {
      var policy = SipTls.policy(settings);
      var verifier =
          new PeerVerifier(settings.get(SipInterop.CERTIFICATE_VALIDATION), trust).with(policy);
      return new Credentials(
          verifier,
          identity,
          settings.get(SipInterop.CLIENT_AUTHENTICATION),
          policy,
          SipTls.revocation(settings, trust));
    }
  }

  /// As the settings say, bound to an address of the unit.
  static GatewayPlan of(Settings settings, String name, LinkNumbers numbers, Bound bound) {
    return new GatewayPlan(
        name,
        settings.get(SipEp.TYPE, name),
        bound.address(),
        SipTransport.enabled(settings),
        port(settings, name),
        securePort(settings, name),
        numbers,
        SipServers.of(settings, name),
        settings.get(SipEp.DOMAIN, name),
        settings.get(SipTransport.FAILBACK_INTERVAL),
        SipServers.connectTimeout(settings),
        SipTransport.asksNaptr(settings),
        bound.credentials());
  }

  static int port(Settings settings, String name) {
    int port = settings.get(SipEp.PORT, name);
    return port == 0 ? Transport.UDP.defaultPort() : port;
  }

  static int securePort(Settings settings, String name) {
    int port = settings.get(SipEp.SECURE_PORT, name);
    return port == 0 ? Transport.TLS.defaultPort() : port;
  }

  /// What a gateway has of its host.
  record Bound(InetAddress address, Credentials credentials) {}

  /// The transport that requests take.
  public Transport transport() {
    return transports.getFirst();
  }

  boolean uses(Transport transport) {
    return transports.contains(transport);
  }

  /// Where registrations go.
  HostPort registrar() {
    return servers.outbound().orElse(servers.registrar());
  }

  /// Where calls go.
  public HostPort proxy() {
    return servers.outbound().orElse(servers.proxy());
  }

  /// To whom there must be a way, each once.
  Set<HostPort> targets() {
    Set<HostPort> targets = new LinkedHashSet<>();
    if (SipServers.isServer(registrar())) targets.add(registrar());
    targets.add(proxy());
    return targets;
  }

  /// What is looked for in the DNS to reach a server.
  Target target(HostPort server) {
    var target = Target.of(server, transport());
    return asksNaptr ? target.askingNaptr() : target;
  }

  /// The connection to open to a server at that address.
  Connect connect(HostPort server, Destination destination) {
    var local = new InetSocketAddress(address, numbers.nextPort());
    var expected = new ExpectedPeer(server.address(), destination.srvName().stream().toList());
    return new Connect(destination.address(), local, connectTimeout, tls(expected));
  }

  private Optional<Connect.TlsClient> tls(ExpectedPeer server) {
    if (!transport().equals(Transport.TLS)) return Optional.empty();
    return Optional.of(
        new Connect.TlsClient(
            credentials.identity(),
            credentials.policy(),
            credentials.verifier(),
            server,
            credentials.revocation()));
  }

  /// Where to listen for a transport; nothing where nobody can connect: over TLS without a
  /// certificate of its own, and as an Endpoint, which takes any port for its datagrams.
  Optional<Listen> listen(Transport transport) {
    boolean trunk = type == GatewayType.TRUNK;
    if (!uses(transport)) return Optional.empty();
    if (transport.equals(Transport.UDP)) return Optional.of(new Listen.Udp(at(trunk ? port : 0)));
    if (!trunk) return Optional.empty();
    if (transport.equals(Transport.TCP)) return Optional.of(new Listen.Tcp(at(port)));
    return credentials.identity().map(own -> new Listen.Tls(at(securePort), server(own)));
  }

  private InetSocketAddress at(int local) {
    return new InetSocketAddress(address, local);
  }

  /// A client is judged as a trusted one or not, whatever servers are held to (unit.md 6.6).
  private Listen.TlsServer server(TlsIdentity identity) {
    var clients =
        new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, credentials.verifier().trust())
            .with(credentials.policy());
    var wanted = credentials.asksClients() ? ClientCertificate.REQUIRE : ClientCertificate.NONE;
    return new Listen.TlsServer(identity, credentials.policy(), wanted, clients);
  }
}
