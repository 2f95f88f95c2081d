package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// A certificate was not valid any more when it was shown.
final class Expired {
  private Expired() {}

  static Optional<Verdict> judge(Presented presented) {
    return presented.readable().stream()
        .filter(each -> each.getNotAfter().toInstant().isBefore(presented.shown().time()))
        .findFirst()
        .map(each -> verdict(presented, each));
  }

  private static Verdict verdict(Presented presented, X509Certificate expired) {
    String sentence =
        "The certificate %s of %s expired on %s."
            .formatted(
                expired.getSubjectX500Principal(),
                presented.owner(),
                expired.getNotAfter().toInstant());
    return presented
        .verdict("tls.expired", presented.refusal().isPresent() ? 0.97 : 0.6, sentence)
        .cure("Issue a new certificate and install it.")
        .at(UnitField.CERTIFICATES);
  }
}
