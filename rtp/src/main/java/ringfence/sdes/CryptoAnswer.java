package ringfence.sdes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether the `a=crypto` lines of an answer suit those of its offer, RFC 4568 sections 5.1.2,
/// 5.1.3 and 7.1.2.
public sealed interface CryptoAnswer {
  /// The attribute of the offer that was taken, with the answer to it.
  record Agreed(CryptoAttribute offered, CryptoAttribute answered) implements CryptoAnswer {}

  /// The negotiation has failed: `clause` says by which section, `reason` what the answer has, for
  /// a person.
  record Refused(String clause, String reason) implements CryptoAnswer {}

  /// Judges the lines of one media section, accepted with an SRTP profile by both.
  static CryptoAnswer judge(List<CryptoAttribute> offer, List<CryptoAttribute> answer) {
    // RFC 4568 5.1.2: the answerer takes "exactly one of the offered crypto attributes".
    if (answer.size() != 1) {
      return new Refused("RFC 4568 5.1.2", answer.size() + " crypto lines");
    }
    CryptoAttribute answered = answer.getFirst();
    Optional<CryptoAttribute> offered =
        offer.stream().filter(it -> it.tag() == answered.tag()).findFirst();
    if (offered.isEmpty()) {
      return new Refused("RFC 4568 5.1.3", "a tag that was not offered");
    }
    if (offered.get().suite() != answered.suite()) {
      return new Refused("RFC 4568 5.1.3", "another suite than that of its tag");
    }
    if (!negotiated(offered.get()).equals(negotiated(answered))) {
      return new Refused("RFC 4568 5.1.3", "other negotiated parameters than the offer");
    }
    if (sharesKey(offer, answered)) {
      return new Refused("RFC 4568 7.1.2", "a key of the offer");
    }
    return new Agreed(offered.get(), answered);
  }

  private static Set<SessionParameter> negotiated(CryptoAttribute attribute) {
    return attribute.parameters().stream()
        .filter(SessionParameter::isNegotiated)
        .collect(Collectors.toSet());
  }

  private static boolean sharesKey(List<CryptoAttribute> offer, CryptoAttribute answered) {
    return offer.stream()
        .flatMap(it -> it.keys().stream())
        .anyMatch(ours -> answered.keys().stream().anyMatch(it -> it.key().matches(ours.key())));
  }
}
