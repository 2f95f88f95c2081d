package ringfence.transport.ocsp;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ringfence.transport.ocsp.CertificateStatus.Good;
import ringfence.transport.ocsp.CertificateStatus.Revoked;
import ringfence.transport.ocsp.CertificateStatus.Unknown;
import ringfence.transport.tls.Refusal;
import ringfence.transport.tls.Revocation;
import ringfence.transport.tls.RevocationLevel;
import ringfence.transport.tls.TrustAnchors;
import ringfence.transport.tls.VerifiedPeer;

/// Asks the OCSP responder of a peer's certificate, RFC 6960: what came stapled to the handshake
/// first, then what is remembered, then the responder itself. Only the peer's own certificate is
/// asked about. Waiting is done on threads of its own.
public final class OcspRevocation implements Revocation {
  private static final int MOST_REMEMBERED = 1000;

  private final RevocationLevel level;
  private final Map<X509Certificate, URI> overrides;
  private final Duration patience;
  private final Responder responder;
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Asked, CertificateStatus> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, CertificateStatus> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });

  /// Waits five seconds for a responder.
  public OcspRevocation(RevocationLevel level, TrustAnchors trust) {
    this(level, trust.responders(), Duration.ofSeconds(5));
  }

  /// @param overrides the responder to ask about what an authority issued, whatever the
  ///   certificates say
  /// @param patience how long a responder may take
  public OcspRevocation(
      RevocationLevel level, Map<X509Certificate, URI> overrides, Duration patience) {
    this.level = level;
    this.overrides = Map.copyOf(overrides);
    this.patience = patience;
    this.responder = new Responder(patience);
  }

  @Override
  public CompletableFuture<Optional<Refusal>> check(
      VerifiedPeer peer, Optional<byte[]> stapled, Instant now) {
    Optional<X509Certificate> issuer = peer.issuer();
    if (level == RevocationLevel.LOCALLY_TRUSTED || issuer.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty()); // installed here by a person
    }
    var asked = new Asked(peer.certificate(), issuer.get());
    return known(asked, stapled, now)
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> ask(asked, now))
        .thenApply(status -> judged(asked, status));
  }

  private Optional<CertificateStatus> known(Asked asked, Optional<byte[]> stapled, Instant now) {
    Optional<CertificateStatus> fresh = stapled.map(it -> OcspResponse.read(it, asked, now));
    fresh.ifPresent(status -> remember(asked, status));
    return fresh
        .or(() -> Optional.ofNullable(remembered.get(asked)))
        .filter(status -> isCurrent(status, now));
  }

  private static boolean isCurrent(CertificateStatus status, Instant now) {
    return switch (status) {
      case Good(Instant until) -> now.isBefore(until);
      case Revoked(_, Instant until) -> now.isBefore(until);
      case Unknown _ -> false;
    };
  }

  private void remember(Asked asked, CertificateStatus status) {
    if (!(status instanceof Unknown)) remembered.put(asked, status);
  }

  private CompletableFuture<CertificateStatus> ask(Asked asked, Instant now) {
    Optional<URI> address =
        Optional.ofNullable(overrides.get(asked.issuer()))
            .or(() -> Responder.of(asked.certificate()));
    if (address.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Unknown("The certificate names no OCSP responder, and none is set."));
    }
    var late = new Unknown(address.get() + " did not answer in time.");
    return CompletableFuture.supplyAsync(() -> ask(asked, address.get(), now), waiting)
        .completeOnTimeout(late, 2 * patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CertificateStatus ask(Asked asked, URI address, Instant now) {
    try {
      var status = OcspResponse.read(responder.ask(address, asked.request()), asked, now);
      remember(asked, status);
      return status;
    } catch (IOException e) {
      return new Unknown(address + " cannot be asked: " + e.getMessage() + ".");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Unknown(address + " was not waited for.");
    }
  }

  private Optional<Refusal> judged(Asked asked, CertificateStatus status) {
    String whose = "The certificate of " + asked.certificate().getSubjectX500Principal();
    return switch (status) {
      case Good _ -> Optional.empty();
      case Revoked(Instant at, _) ->
          Optional.of(
              new Refusal(
                  Refusal.Cause.REVOKED,
                  whose + " was revoked at " + at + ".",
                  "RFC 6960 2.2",
                  "give the peer a new certificate"));
      case Unknown _ when level == RevocationLevel.OCSP_OPTIONAL -> Optional.empty();
      case Unknown(String reason) ->
          Optional.of(
              new Refusal(
                  Refusal.Cause.REVOCATION_UNKNOWN,
                  whose + " may have been revoked: " + reason,
                  "RFC 6960 3.2",
                  "see to it that the responder can be reached, or set the trust level"
                      + " OcspOptional"));
    };
  }

  @Override
  public void close() {
    waiting.shutdownNow();
    responder.close();
  }
}
