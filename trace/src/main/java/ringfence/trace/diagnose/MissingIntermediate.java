package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
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
    boolean other = presented.isSelfSigned() || presented.trust() == Trust.INSTALLED;
    if (other) return Optional.empty();
    String issuer = certificate.getIssuerX500Principal().toString();
    String sentence =
        "%s sends its own certificate alone; if %s is not a root, the one above it is missing."
            .formatted(UnknownCa.capital(presented.owner()), issuer);
    return Optional.of(
        presented
            .verdict("tls.missing-intermediate", confidence(presented, certificate), sentence)
            .cure("Put the certificate of " + issuer + " behind the own one in the same file.")
            .at(UnitField.CERTIFICATES));
  }

  /// Higher where the client has a CA of the organization that the issuer belongs to: that issuer
  /// is then most likely below it.
  private static double confidence(Presented presented, X509Certificate certificate) {
    Optional<String> organization = organization(certificate.getIssuerX500Principal());
    boolean related =
        organization.isPresent()
            && presented.known().trusted().stream()
                .anyMatch(
                    each -> organization(each.getSubjectX500Principal()).equals(organization));
    return related ? 0.93 : 0.5;
  }

  private static Optional<String> organization(X500Principal name) {
    return Stream.of(name.getName(X500Principal.RFC1779).split(", *"))
        .filter(part -> part.startsWith("O="))
        .findFirst();
  }
}
