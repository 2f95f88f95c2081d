package ringfence.trace.diagnose;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The extended key usage does not let the certificate be used like this, RFC 5280 section
/// 4.2.1.12.
final class UsageMissing {
  private static final String ANY = "2.5.29.37.0";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private UsageMissing() {}

  static Optional<Verdict> judge(Presented presented) {
    boolean server = presented.owner() == Party.SERVER;
    String wanted = server ? SERVER_AUTH : CLIENT_AUTH;
    List<String> usages = presented.certificate().map(UsageMissing::usages).orElse(List.of());
    boolean fits = usages.isEmpty() || usages.contains(wanted) || usages.contains(ANY);
    if (fits) return Optional.empty();
    String name = server ? "serverAuth" : "clientAuth";
    String sentence =
        "The certificate of %s is not for %s by its extended key usage."
            .formatted(presented.owner(), name);
    return Optional.of(
        presented
            .verdict("tls.usage", presented.refusal().isPresent() ? 0.92 : 0.4, sentence)
            .cure("Issue it with the extended key usage " + name + ".")
            .at(UnitField.CERTIFICATES));
  }

  /// None where the certificate leaves it open.
  private static List<String> usages(X509Certificate certificate) {
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      return usages == null ? List.of() : usages;
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }
}
