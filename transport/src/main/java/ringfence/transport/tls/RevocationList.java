package ringfence.transport.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Lists of revoked certificates, RFC 5280 section 5. A certificate whose issuer has no list here
/// counts as good, and so does one that is not on its issuer's list, however old that is: a list
/// that nobody renews must not shut out everyone.
public final class RevocationList implements Revocation {
  private final List<X509CRL> lists;
  private final Map<Signature, Boolean> signatures = new ConcurrentHashMap<>();

  /// That a list was signed with a key, which is found out once.
  private record Signature(X509CRL list, PublicKey key) {}

  private RevocationList(List<X509CRL> lists) {
    this.lists = List.copyOf(lists);
  }

  /// What came of reading.
  public sealed interface Reading {
    record Read(RevocationList list) implements Reading {}

    /// It is no list.
    ///
    /// @param reason a sentence without a full stop
    record Unreadable(String reason) implements Reading {}
  }

  /// Reads one or several lists in PEM, or one in DER.
  public static Reading read(byte[] octets) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      List<X509CRL> lists = new ArrayList<>();
      for (var list : factory.generateCRLs(new ByteArrayInputStream(octets))) {
        if (list instanceof X509CRL known) lists.add(known);
      }
      return lists.isEmpty()
          ? new Reading.Unreadable("the file holds no revocation list")
          : new Reading.Read(new RevocationList(lists));
    } catch (CRLException | CertificateException e) {
      return new Reading.Unreadable("the file is no revocation list: " + e.getMessage());
    }
  }

  /// When the first of them should have been renewed; empty when none says.
  public Optional<Instant> nextUpdate() {
    return lists.stream()
        .flatMap(list -> Optional.ofNullable(list.getNextUpdate()).stream())
        .map(date -> date.toInstant())
        .min(Instant::compareTo);
  }

  /// How many certificates they name.
  public int size() {
    return lists.stream().mapToInt(list -> entries(list)).sum();
  }

  private static int entries(X509CRL list) {
    var revoked = list.getRevokedCertificates();
    return revoked == null ? 0 : revoked.size();
  }

  @Override
  public CompletableFuture<Optional<Refusal>> check(
      VerifiedPeer peer, Optional<byte[]> stapled, Instant now) {
    Optional<Refusal> refusal = Optional.empty();
    List<X509Certificate> issuers = new ArrayList<>(peer.chain());
    peer.issuer().ifPresent(issuers::add);
    for (X509Certificate certificate : peer.chain()) {
      if (refusal.isEmpty()) refusal = revoked(certificate, issuers).map(RevocationList::refusal);
    }
    return CompletableFuture.completedFuture(refusal);
  }

  /// The same lists.
  @Override
  public boolean equals(Object other) {
    return other instanceof RevocationList list && lists.equals(list.lists);
  }

  @Override
  public int hashCode() {
    return lists.hashCode();
  }

  private Optional<X509CRLEntry> revoked(
      X509Certificate certificate, List<X509Certificate> issuers) {
    return lists.stream()
        .filter(list -> list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
        .flatMap(
            list ->
                Optional.ofNullable(list.getRevokedCertificate(certificate)).stream()
                    .filter(_ -> isSigned(list, issuers)))
        .findFirst();
  }

  // RFC 5280 6.3.3 (g): "validate the signature on the complete CRL using the public key" of its
  // issuer
  private boolean isSigned(X509CRL list, List<X509Certificate> issuers) {
    return issuers.stream()
        .filter(it -> it.getSubjectX500Principal().equals(list.getIssuerX500Principal()))
        .map(issuer -> new Signature(list, issuer.getPublicKey()))
        .anyMatch(it -> signatures.computeIfAbsent(it, RevocationList::verify));
  }

  private static boolean verify(Signature signature) {
    try {
      signature.list().verify(signature.key());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static Refusal refusal(X509CRLEntry entry) {
    return new Refusal(
        Refusal.Cause.REVOKED,
        "The certificate with the serial number "
            + entry.getSerialNumber().toString(16)
            + " was revoked at "
            + entry.getRevocationDate().toInstant()
            + ".",
        "RFC 5280 5",
        "give the peer a new certificate");
  }
}
