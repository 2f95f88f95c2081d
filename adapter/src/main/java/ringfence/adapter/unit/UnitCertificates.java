package ringfence.adapter.unit;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ringfence.manage.certificate.CertificateStore;
import ringfence.manage.certificate.CertificateType;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.StoredCertificate;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// What SIPEP makes of the certificates of the unit when it starts.
///
/// @param given trusted beside what is in the store, such as files of a command line
record UnitCertificates(CertificateStore store, TrustAnchors given) {
  /// Every authority by which a server is checked.
  TrustAnchors trust() {
    List<X509Certificate> all = new ArrayList<>(store.authorities());
    all.addAll(given.certificates());
    return new TrustAnchors(all);
  }

  /// What the unit presents: the first of its host certificates that can be used.
  Optional<TlsIdentity> host() {
    return store.all(CertificateType.HOST).stream()
        .map(StoredCertificate::certifiedKey)
        .flatMap(Optional::stream)
        .map(UnitCertificates::identity)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<TlsIdentity> identity(CertifiedKey key) {
    return switch (TlsIdentity.of(key.chain(), key.key())) {
      case TlsIdentity.Reading.Accepted(TlsIdentity identity) -> Optional.of(identity);
      case TlsIdentity.Reading.Rejected _ -> Optional.empty();
    };
  }
}
