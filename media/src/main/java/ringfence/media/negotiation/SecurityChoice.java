package ringfence.media.negotiation;

import java.util.List;
import java.util.Optional;
import ringfence.sdes.CryptoAttribute;
import ringfence.srtp.IdentifiedKey;
import ringfence.srtp.ProtectionProfile;

/// How the packets of a stream are secured, as both sides agreed. MIKEY is to be the third case.
public sealed interface SecurityChoice {
  /// RTP as it is, RTP/AVP.
  record Plain() implements SecurityChoice {}

  /// SRTP with keys from `a=crypto`, RFC 4568.
  ///
  /// @param own the line of our description: its key protects what we send
  /// @param peer the line of the peer's
  /// @param profile what the suite of both means
  record Sdes(CryptoAttribute own, CryptoAttribute peer, ProtectionProfile profile)
      implements SecurityChoice {
    /// For a person: suite and tag, no keys.
    @Override
    public String toString() {
      return "SDES " + own.suiteName() + " tag " + own.tag();
    }
  }

  /// What a session needs to protect and unprotect packets.
  ///
  /// @param own the key that we send with
  /// @param peer the keys that the peer may send with
  record Protection(ProtectionProfile profile, IdentifiedKey own, List<IdentifiedKey> peer) {}

  /// The keys; empty where packets are plain.
  default Optional<Protection> protection() {
    return switch (this) {
      case Plain _ -> Optional.empty();
      case Sdes(var own, var peer, var profile) ->
          Optional.of(new Protection(profile, own.forSession().getFirst(), peer.forSession()));
    };
  }

  /// Erases the keys; nothing can be protected with them any more.
  default void erase() {
    protection()
        .ifPresent(
            keys -> {
              keys.own().key().close();
              keys.peer().forEach(peer -> peer.key().close());
            });
  }

  default boolean isSecure() {
    return protection().isPresent();
  }
}
