package ringfence.trace.diagnose;

import java.util.Optional;
import ringfence.trace.tls.Alert;

/// The one who is shown a certificate does not have the CA that issued it.
final class UnknownCa {
  private UnknownCa() {}

  static Optional<Verdict> judge(Presented presented) {
    var alert = presented.refusal(Alert.UNKNOWN_CA, Alert.CERTIFICATE_UNKNOWN);
    var last = presented.readable();
    boolean other = presented.isSelfSigned() || presented.trust() == Trust.INSTALLED;
    if (alert.isEmpty() || last.isEmpty() || other) return Optional.empty();
    double confidence = alert.get().what().description() == Alert.UNKNOWN_CA ? 0.9 : 0.5;
    String ca = last.getLast().getIssuerX500Principal().toString();
    String sentence =
        "%s does not trust the CA of the certificate it is shown: %s."
            .formatted(capital(presented.owner().other()), ca);
    return Optional.of(
        presented
            .verdict("tls.unknown-ca", confidence, sentence)
            .cure("Install the certificate of " + ca + " where it is refused.")
            .at(UnitField.AUTHORITIES));
  }

  static String capital(Party party) {
    return party == Party.CLIENT ? "The client" : "The server";
  }
}
