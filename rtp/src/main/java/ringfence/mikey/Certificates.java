package ringfence.mikey;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Reads the certificates of CERT payloads.
final class Certificates {
  private Certificates() {}

  /// The certificate in DER, RFC 3830 section 6.7; empty when it is none.
  static Optional<X509Certificate> read(Octets der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      var in = new ByteArrayInputStream(der.array());
      return factory.generateCertificate(in) instanceof X509Certificate certificate
              && in.available() == 0
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }
}
