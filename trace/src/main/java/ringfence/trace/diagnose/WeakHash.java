package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;

/// A certificate is signed with MD5 or SHA-1, which RFC 9155 and the libraries of today refuse; on
/// a root, whose signature nobody checks, it does no harm.
final class WeakHash {
  private WeakHash() {}

  static Optional<Verdict> judge(Presented presented) {
    return presented.readable().stream()
        .filter(each -> !Presented.isSelfSigned(each) && isWeak(each))
        .findFirst()
        .map(each -> verdict(presented, each));
  }

  private static boolean isWeak(X509Certificate certificate) {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    return algorithm.startsWith("SHA1") || algorithm.startsWith("MD5");
  }

  private static Verdict verdict(Presented presented, X509Certificate weak) {
    String sentence =
        "The certificate %s of %s is signed with %s, which is refused today."
            .formatted(weak.getSubjectX500Principal(), presented.owner(), weak.getSigAlgName());
    return presented
        .verdict("tls.weak-hash", presented.refusal().isPresent() ? 0.8 : 0.3, sentence)
        .cure("Issue the certificate again, signed with SHA-256.")
        .at(UnitField.CERTIFICATES);
  }
}
