package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import ringfence.trace.tls.Alert;

/// A certificate is refused as expired although it is valid by the capture's clock.
final class PeerClock {
  private PeerClock() {}

  static Optional<Verdict> judge(Presented presented) {
    Instant now = presented.shown().time();
    boolean valid = presented.readable().stream().allMatch(each -> isValid(each, now));
    if (presented.refusal(Alert.CERTIFICATE_EXPIRED).isEmpty() || !valid) return Optional.empty();
    Party refuser = presented.owner().other();
    String sentence =
        "%s takes a certificate for expired that is valid at %s: its clock is wrong."
            .formatted(UnknownCa.capital(refuser), now);
    return Optional.of(
        presented
            .verdict("tls.clock", 0.95, sentence)
            .cure("Set the clock of " + refuser + " by SNTP.")
            .at(UnitField.SNTP));
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }
}
