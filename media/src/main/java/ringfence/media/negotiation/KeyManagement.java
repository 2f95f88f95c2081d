package ringfence.media.negotiation;

import java.util.List;
import ringfence.mikey.PreSharedKey;
import ringfence.mikey.ReplayCache;
import ringfence.sdes.CryptoSuite;
import ringfence.srtp.SrtpPolicy;

/// The one protocol that agrees keys; a unit never offers two.
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

  /// Keys in MIKEY messages under a pre-shared key, RFC 3830 and RFC 4567.
  ///
  /// @param key that both sides have; it stays the caller's to close
  /// @param replays of all who have this key
  /// @param offered how packets of own offers are protected: MIKEY has no choice to give. Of a
  ///   peer's offers any is accepted that encrypts and authenticates, and this one.
  record Mikey(PreSharedKey key, ReplayCache replays, SrtpPolicy offered)
      implements KeyManagement {}
}
