package ringfence.trace.diagnose;

import java.util.Optional;

/// RFC 5922 section 7.2: "Implementations MUST NOT match any form of wildcard".
final class WildcardRefused {
  private WildcardRefused() {}

  static Optional<Verdict> judge(Presented presented) {
    Optional<String> asked = CertificateNames.asked(presented);
    boolean refused = presented.owner() == Party.SERVER && presented.refusal().isPresent();
    if (!refused || asked.isEmpty()) return Optional.empty();
    CertificateNames names = CertificateNames.of(presented);
    if (names.has(asked.get()) || !names.hasWildcardFor(asked.get())) return Optional.empty();
    String sentence =
        "Only a wildcard of the certificate (%s) stands for %s, and SIP clients may refuse those."
            .formatted(names, asked.get());
    return Optional.of(
        presented
            .verdict("tls.wildcard", 0.8, sentence)
            .cure("Issue a certificate with " + asked.get() + " among its names.")
            .at(UnitField.CERTIFICATE_VALIDATION));
  }
}
