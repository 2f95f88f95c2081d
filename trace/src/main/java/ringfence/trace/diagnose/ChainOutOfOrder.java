package ringfence.trace.diagnose;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// RFC 5246 section 7.4.2: "Each following certificate MUST directly certify the one preceding it."
final class ChainOutOfOrder {
  private ChainOutOfOrder() {}

  static Optional<Verdict> judge(Presented presented) {
    List<X509Certificate> chain = presented.readable();
    for (int i = 0; i + 1 < chain.size(); i++) {
      var issuer = chain.get(i).getIssuerX500Principal();
      if (!issuer.equals(chain.get(i + 1).getSubjectX500Principal())) {
        return Optional.of(verdict(presented, i));
      }
    }
    return Optional.empty();
  }

  private static Verdict verdict(Presented presented, int place) {
    String sentence =
        "%s shows its chain out of order: certificate %d is not issued by the next one."
            .formatted(UnknownCa.capital(presented.owner()), place + 1);
    return presented
        .verdict("tls.chain-order", presented.refusal().isPresent() ? 0.85 : 0.3, sentence)
        .cure("Write the file in the order own certificate, its issuer, and so on to the root.")
        .at(UnitField.CERTIFICATES);
  }
}
