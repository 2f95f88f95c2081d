package ringfence.trace.diagnose;

import java.util.Optional;

/// The server's certificate is for other names than the client asked for.
final class WrongName {
  private WrongName() {}

  static Optional<Verdict> judge(Presented presented) {
    if (presented.owner() != Party.SERVER) return Optional.empty();
    Optional<String> asked = CertificateNames.asked(presented);
    if (asked.isEmpty() || CertificateNames.of(presented).cover(asked.get())) {
      return Optional.empty();
    }
    String names = CertificateNames.of(presented).toString();
    String sentence =
        "The server's certificate is for %s, not for %s.".formatted(names, asked.get());
    return Optional.of(
        presented
            .verdict("tls.wrong-name", presented.refusal().isPresent() ? 0.95 : 0.4, sentence)
            .cure(
                "Issue a certificate with %s among its names, or ask for a name it has."
                    .formatted(asked.get()))
            .at(UnitField.CERTIFICATE_VALIDATION));
  }
}
