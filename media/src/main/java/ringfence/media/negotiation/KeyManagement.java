package ringfence.media.negotiation;

import java.util.List;
import ringfence.sdes.CryptoSuite;

/// The one protocol that agrees keys; a unit never offers two. MIKEY is to be the second case.
public sealed interface KeyManagement {
  /// What the unit offers: one suite.
  KeyManagement SDES = new Sdes(List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80));

  /// Keys in `a=crypto` lines, RFC 4568.
  ///
  /// @param offered the suites of own offers, best first; any that we have is accepted from a peer
  record Sdes(List<CryptoSuite> offered) implements KeyManagement {
    public Sdes {
      offered = List.copyOf(offered);
      if (offered.isEmpty()) throw new IllegalArgumentException("no suite to offer");
      if (!offered.stream().allMatch(suite -> suite.profile().isPresent())) {
        throw new IllegalArgumentException("a suite without profile in " + offered);
      }
    }
  }
}
