package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.Optional;
import ringfence.trace.tls.Alert;

/// Only the own certificate is shown, and the one between it and the root is missing.
final class MissingIntermediate {
  private MissingIntermediate() {}

  static Optional<Verdict> judge(Presented presented) {
    var alert =
        presented.refusal(Alert.UNKNOWN_CA, Alert.CERTIFICATE_UNKNOWN, Alert.BAD_CERTIFICATE);
    var own = presented.certificate();
    if (alert.isEmpty() || own.isEmpty() || presented.chain().size() != 1) return Optional.empty();
    X509Certificate certificate = own.get();
    if (isSelfSigned(certificate)) return Optional.empty();
    String issuer = certificate.getIssuerX500Principal().toString();
    String sentence =
        "%s sends its own certificate alone; if %s is not a root, the one above it is missing."
            .formatted(UnknownCa.capital(presented.owner()), issuer);
    return Optional.of(
        presented
            .verdict("tls.missing-intermediate", 0.5, sentence)
            .cure("Put the certificate of " + issuer + " behind the own one in the same file.")
            .at(UnitField.CERTIFICATES));
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }
}
