package ringfence.app.live;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates.Authority;
import ringfence.testkit.Certificates.Issued;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Listen;
import ringfence.transport.Listening;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// TLS listeners on the loopback interface, right or wrong on purpose.
public final class TlsServers implements AutoCloseable {
  public static final String HOST = "127.0.0.1";

  public final Authority authority = new Authority("Example CA,O=Example");
  private final Loop loop = new Loop("servers");
  private final SipEndpoint endpoint =
      new SipEndpoint(
          loop, new TransactionLayer(Timers.RFC_3261, new SecureRandom()), EndpointOptions.usual());

  /// A listener that shows this certificate, and these behind it.
  public InetSocketAddress showing(Issued issued, X509Certificate... more) {
    return listening(identity(issued, more), TlsPolicy.modern(), ClientCertificate.NONE);
  }

  InetSocketAddress askingForCertificate(Issued issued) {
    return listening(identity(issued), TlsPolicy.modern(), ClientCertificate.REQUIRE);
  }

  /// TLS 1.0 with the suites of the unit's oldest set.
  InetSocketAddress old(Issued issued) {
    var policy =
        TlsPolicy.legacy(Set.of(TlsVersion.TLS_1_0), List.of("TLS_RSA_WITH_AES_256_CBC_SHA"));
    return listening(identity(issued), policy, ClientCertificate.NONE);
  }

  /// TLS 1.2 with RSA key transport alone.
  InetSocketAddress withoutForwardSecrecy(Issued issued) {
    var policy =
        TlsPolicy.legacy(Set.of(TlsVersion.TLS_1_2), List.of("TLS_RSA_WITH_AES_128_GCM_SHA256"));
    return listening(identity(issued), policy, ClientCertificate.NONE);
  }

  private InetSocketAddress listening(
      TlsIdentity identity, TlsPolicy policy, ClientCertificate wanted) {
    var trust = TrustAnchors.of(authority.certificate());
    var clients = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, trust);
    var tls = new Listen.TlsServer(identity, policy, wanted, clients);
    var place = new InetSocketAddress(InetAddress.ofLiteral(HOST), 0);
    return ((Listening.Open) endpoint.listen(new Listen.Tls(place, tls)).join()).local();
  }

  static TlsIdentity identity(Issued issued, X509Certificate... more) {
    List<X509Certificate> chain = new ArrayList<>(List.of(issued.certificate()));
    chain.addAll(List.of(more));
    return ((TlsIdentity.Reading.Accepted) TlsIdentity.of(chain, issued.key())).identity();
  }

  @Override
  public void close() {
    endpoint.close();
    loop.close();
  }
}
