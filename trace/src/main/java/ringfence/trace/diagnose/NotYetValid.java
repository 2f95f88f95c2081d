package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// A certificate is from the future: as a rule a clock is wrong.
final class NotYetValid {
  private NotYetValid() {}

  static Optional<Verdict> judge(Presented presented) {
    return presented.readable().stream()
        .filter(each -> each.getNotBefore().toInstant().isAfter(presented.shown().time()))
        .findFirst()
        .map(each -> verdict(presented, each));
  }

  private static Verdict verdict(Presented presented, X509Certificate early) {
    String sentence =
        "The certificate %s of %s is valid from %s on, and it is %s by the capture's clock."
            .formatted(
                early.getSubjectX500Principal(),
                presented.owner(),
                early.getNotBefore().toInstant(),
                presented.shown().time());
    return presented
        .verdict("tls.not-yet-valid", presented.refusal().isPresent() ? 0.95 : 0.6, sentence)
        .cure("Set the clocks of both sides by SNTP.")
        .at(UnitField.SNTP);
  }
}
