package ringfence.proxy.policy;

import java.util.List;
import java.util.Set;
import ringfence.proxy.users.Digests;
import ringfence.sip.auth.DigestAlgorithm;

/// How users are authenticated.
///
/// @param algorithms offered in challenges, in this order
/// @param qop whether challenges offer qop `auth`; without it they have the form of RFC 2069, MD5
///   and realm and nonce alone
/// @param trustRegisteredFlow whether a request over the TLS connection on which its From user is
///   registered needs no second digest
/// @param thirdParties users who may register for others, RFC 3261 section 10.2
/// @param foreignCallers whether callers of other domains may reach our users
public record Rules(
    List<DigestAlgorithm> algorithms,
    boolean qop,
    boolean trustRegisteredFlow,
    Set<String> thirdParties,
    boolean foreignCallers) {
  public Rules {
    if (algorithms.isEmpty()) throw new IllegalArgumentException("no algorithm to offer");
    algorithms = List.copyOf(algorithms);
    thirdParties = Set.copyOf(thirdParties);
  }

  /// Rules by which nobody registers for another.
  public Rules(
      List<DigestAlgorithm> algorithms,
      boolean qop,
      boolean trustRegisteredFlow,
      boolean foreignCallers) {
    this(algorithms, qop, trustRegisteredFlow, Set.of(), foreignCallers);
  }

  /// What challenges offer.
  Digests.Offer offer() {
    return new Digests.Offer(algorithms, qop);
  }

  /// MD5 with qop, every call of our users challenged, no foreign callers.
  public static Rules standard() {
    return new Rules(List.of(DigestAlgorithm.MD5), true, false, false);
  }
}
