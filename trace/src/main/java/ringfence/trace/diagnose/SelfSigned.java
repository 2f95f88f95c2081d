package ringfence.trace.diagnose;

import java.util.Optional;

/// The certificate was issued by itself, and who is shown it has not installed it.
final class SelfSigned {
  private SelfSigned() {}

  static Optional<Verdict> judge(Presented presented) {
    boolean distrusted = presented.refusal().isPresent() && presented.trust() != Trust.INSTALLED;
    if (!presented.isSelfSigned() || !distrusted) return Optional.empty();
    String sentence =
        "%s shows a certificate that no CA issued but itself, and %s has not installed it."
            .formatted(UnknownCa.capital(presented.owner()), presented.owner().other());
    return Optional.of(
        presented
            .verdict("tls.self-signed", 0.95, sentence)
            .cure(
                "Issue a certificate from a CA that both sides trust, or install this one where it"
                    + " is refused.")
            .at(UnitField.AUTHORITIES));
  }
}
