package ringfence.proxy.tls;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.Certificates;
import ringfence.transport.Connect;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.Connecting;
import ringfence.transport.EndpointOptions;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TlsSession;
import ringfence.transport.tls.ExpectedPeer;
import ringfence.transport.tls.PeerVerifier;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.TrustLevel;

/// A device that only shakes hands.
final class TlsPeer implements AutoCloseable {
  private final Loop loop = new Loop("peer");
  private final SipEndpoint endpoint =
      new SipEndpoint(
          loop, new TransactionLayer(Timers.RFC_3261, new SecureRandom()), EndpointOptions.usual());
  private final TrustAnchors trust;

  TlsPeer(Certificates.Authority authority) {
    this.trust = TrustAnchors.of(authority.certificate());
  }

  static TlsIdentity identity(Certificates.Issued issued) {
    var reading = TlsIdentity.of(List.of(issued.certificate()), issued.key());
    return ((TlsIdentity.Reading.Accepted) reading).identity();
  }

  /// What the server presents to whoever asks for `name`.
  X509Certificate presented(InetSocketAddress server, String name) {
    return session(server, name).peer().orElseThrow().certificate();
  }

  TlsSession session(InetSocketAddress server, String name) {
    Connecting result = shake(server, name, Optional.empty(), TlsPolicy.modern());
    return ((Connecting.Connected) result).tls().orElseThrow();
  }

  Refusal refused(InetSocketAddress server, TlsPolicy policy) {
    return ((Connecting.Refused) shake(server, "127.0.0.1", Optional.empty(), policy)).why();
  }

  Connecting shake(
      InetSocketAddress server, String name, Optional<TlsIdentity> own, TlsPolicy policy) {
    return shake(new InetSocketAddress(0), server, name, own, policy);
  }

  Connecting shake(
      InetSocketAddress from,
      InetSocketAddress server,
      String name,
      Optional<TlsIdentity> own,
      TlsPolicy policy) {
    var verifier = new PeerVerifier(TrustLevel.TRUSTED_CERTIFICATE, trust).with(policy);
    var tls = new TlsClient(own, policy, verifier, new ExpectedPeer(name));
    return await(endpoint.connect(Connect.tls(server, tls).from(from)));
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    endpoint.close();
    loop.close();
  }
}
