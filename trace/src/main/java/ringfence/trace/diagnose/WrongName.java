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
    double confidence = presented.refusal().isPresent() ? 0.95 : 0.4;
    Verdict verdict = presented.verdict("tls.wrong-name", confidence, sentence);
    Optional<String> ledTo =
        presented.known().ledTo().stream()
            .filter(CertificateNames.of(presented)::cover)
            .findFirst();
    // RFC 5922 4: the domain counts, not the name to which its SRV records lead
    if (ledTo.isPresent()) {
      verdict =
          verdict.noticed(
              ledTo.get()
                  + " is only where the SRV record leads; DNS can be forged, the domain not");
    }
    return Optional.of(
        verdict
            .cure(
                "Issue a certificate with %s among its names, or ask for a name it has."
                    .formatted(asked.get()))
            .at(UnitField.CERTIFICATE_VALIDATION));
  }
}
