package ringfence.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static ringfence.transport.End.AUTHORITY;
import static ringfence.transport.End.HOST;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.sip.transaction.Flow;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;
import ringfence.transport.Connect.TlsClient;
import ringfence.transport.ocsp.OcspRevocation;
import ringfence.transport.ocsp.OcspServer;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.RevocationLevel;
import ringfence.transport.tls.TlsEngine;
import ringfence.transport.tls.TrustLevel;

class RevokedServerTest {
  private static final Issued SIGNER =
      AUTHORITY.issue(Wanted.server("Responder").usages(KeyPurposeId.id_kp_OCSPSigning));

  private static TlsClient asking(RevocationLevel level, OcspServer responder) {
    Map<X509Certificate, URI> overrides = Map.of(AUTHORITY.certificate(), responder.address());
    var revocation = new OcspRevocation(level, overrides, Duration.ofSeconds(5));
    return End.client(TrustLevel.HOST_NAME, HOST).with(revocation);
  }

  private static OcspServer saying(CertificateStatus status) throws IOException {
    return new OcspServer(OcspServer.saying(status, SIGNER));
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void a_server_whose_certificate_was_revoked_is_refused_with_the_alert_for_it(TlsEngine engine)
      throws IOException {
    var revoked = new RevokedStatus(java.util.Date.from(Instant.EPOCH), 0);
    try (var responder = saying(revoked);
        var server = new End(EndpointOptions.usual().with(engine));
        var client = new End(EndpointOptions.usual().with(engine))) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      var connect = Connect.tls(address, asking(RevocationLevel.OCSP_OPTIONAL, responder));
      assertThat(client.refused(connect).cause()).isEqualTo(Refusal.Cause.REVOKED);
      assertThat(client.opened).isEmpty();
      assertThat(server.next(TransportEvent.Kind.HANDSHAKE_FAILED).text())
          .contains("TLS alert certificate_revoked");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void a_server_whose_certificate_is_good_is_spoken_to(TlsEngine engine) throws IOException {
    try (var responder = saying(OcspServer.GOOD);
        var server = new End(EndpointOptions.usual().with(engine));
        var client = new End(EndpointOptions.usual().with(engine))) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      var connect = Connect.tls(address, asking(RevocationLevel.OCSP_MANDATORY, responder));
      Flow flow = client.connect(connect);
      client.start(End.options("after"), flow);
      assertThat(End.next(client.responses).status().value()).isEqualTo(200);
      assertThat(client.faults).isEmpty();
    }
  }

  /// The handshake waits until it is known whether the server may speak.
  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void a_server_says_nothing_before_the_responder_is_heard(TlsEngine engine) {
    var asked = new CompletableFuture<Void>();
    var answer = new CompletableFuture<Optional<Refusal>>();
    Revocation waiting =
        (_, _, _) -> {
          asked.complete(null);
          return answer;
        };
    try (var server = new End(EndpointOptions.usual().with(engine));
        var client = new End(EndpointOptions.usual().with(engine))) {
      InetSocketAddress address = server.listenTls(End.identity("ip:" + HOST));
      var tls = End.client(TrustLevel.HOST_NAME, HOST).with(waiting);
      var connecting = client.endpoint.connect(Connect.tls(address, tls));
      End.await(asked);
      assertThat(End.await(client.loop.ask(() -> true))).as("the loop goes on").isTrue();
      assertThat(connecting).isNotDone();
      assertThat(server.openFlows()).isZero();
      answer.complete(Optional.empty());
      assertThat(End.await(connecting)).isInstanceOf(Connecting.Connected.class);
      server.start(End.options("after"), End.next(server.opened).flow());
      assertThat(End.next(client.requests).callId()).isEqualTo("after");
      assertThat(client.faults).isEmpty();
    }
  }
}
