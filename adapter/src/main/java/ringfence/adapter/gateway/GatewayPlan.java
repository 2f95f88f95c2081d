package ringfence.adapter.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import ringfence.manage.setting.Settings;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Transport;
import ringfence.transport.Connect;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;

/// What a gateway is to do: its transport, its own addresses, its servers, and whom it trusts.
///
/// @param listening the port for UDP
/// @param basePort where the local ports of links begin
public record GatewayPlan(
    String name,
    Transport transport,
    InetAddress address,
    int listening,
    int basePort,
    HostPort registrar,
    HostPort proxy,
    Duration retryInterval,
    Duration connectTimeout,
    Credentials credentials) {

  /// The certificates a gateway works with.
  ///
  /// @param identity what it presents when a server asks
  public record Credentials(PeerVerifier verifier, Optional<TlsIdentity> identity) {}

  /// As the settings say, bound to an address of the unit.
  public static GatewayPlan of(
      Settings settings, InetAddress address, TrustAnchors trust, Optional<TlsIdentity> identity) {
    int port = settings.get(SipEp.PORT, SipEp.GATEWAY);
    var verifier = new PeerVerifier(settings.get(SipInterop.CERTIFICATE_VALIDATION), trust);
    return new GatewayPlan(
        SipEp.GATEWAY,
        transport(settings),
        address,
        port == 0 ? Transport.UDP.defaultPort() : port,
        settings.get(SipTransport.PERSISTENT_BASE_PORT),
        settings.get(SipEp.REGISTRAR_HOST),
        settings.get(SipEp.PROXY_HOST),
        settings.get(SipTransport.FAILBACK_INTERVAL),
        settings.get(SipInterop.CONNECT_TIMEOUT),
        new Credentials(verifier, identity));
  }

  /// TLS excludes UDP and TCP, as on the unit; of those two, TCP is taken where both are on.
  private static Transport transport(Settings settings) {
    if (settings.get(SipTransport.TLS, SipTransport.ALL)) return Transport.TLS;
    return settings.get(SipTransport.TCP, SipTransport.ALL) ? Transport.TCP : Transport.UDP;
  }

  public GatewayPlan named(String other) {
    return new GatewayPlan(
        other,
        transport,
        address,
        listening,
        basePort,
        registrar,
        proxy,
        retryInterval,
        connectTimeout,
        credentials);
  }

  /// The connection to open to a server at that address.
  Connect connect(HostPort server, InetSocketAddress remote) {
    var local = new InetSocketAddress(address, basePort);
    return new Connect(remote, local, connectTimeout, tls(server));
  }

  private Optional<Connect.TlsClient> tls(HostPort server) {
    if (!transport.equals(Transport.TLS)) return Optional.empty();
    return Optional.of(
        new Connect.TlsClient(
            credentials.identity(),
            TlsPolicy.modern(),
            credentials.verifier(),
            new ExpectedPeer(server.address())));
  }
}
