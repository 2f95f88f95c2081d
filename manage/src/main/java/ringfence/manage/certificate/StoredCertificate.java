package ringfence.manage.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// A file of the [CertificateStore].
///
/// @param certificates a host's own first and those that signed it after it; of others the root
///   first
/// @param key of a host's certificate
public record StoredCertificate(
    String fileName, List<X509Certificate> certificates, Optional<PrivateKey> key) {
  public StoredCertificate {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) throw new IllegalArgumentException(fileName);
  }

  /// The one that the file is named for on the page.
  public X509Certificate certificate() {
    return certificates.getFirst();
  }

  /// The certificate with its chain and its key, where it is a host's.
  public Optional<CertifiedKey> certifiedKey() {
    return key.map(own -> new CertifiedKey(certificates, own));
  }

  /// Says nothing of the key.
  @Override
  public String toString() {
    return fileName;
  }
}
