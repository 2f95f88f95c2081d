package ringfence.media.negotiation;

import java.util.List;
import ringfence.mikey.KeyMgmtAttribute;
import ringfence.mikey.PskInitiator;
import ringfence.rtp.Ssrc;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdes.KeyParameter;
import ringfence.sdp.Attribute;
import ringfence.srtp.MasterKey;

/// The keys that a stream of ours was offered with.
sealed interface OfferedKeys {
  /// A plain stream.
  record None() implements OfferedKeys {}

  record Sdes(List<CryptoAttribute> attributes) implements OfferedKeys {
    public Sdes {
      attributes = List.copyOf(attributes);
    }
  }

  /// A MIKEY exchange that has begun.
  ///
  /// @param ssrc of our stream
  record Mikey(PskInitiator initiator, Ssrc ssrc) implements OfferedKeys {}

  default KeyAgreement.Lines lines() {
    return switch (this) {
      case None _ -> KeyAgreement.Lines.NONE;
      case Sdes(var attributes) ->
          new KeyAgreement.Lines(
              List.of(),
              attributes.stream()
                  .map(crypto -> new Attribute("crypto", crypto.wireFormWithKeys()))
                  .toList());
      case Mikey(var initiator, _) ->
          new KeyAgreement.Lines(
              List.of(MikeyLines.attribute(KeyMgmtAttribute.of(initiator.message()))), List.of());
    };
  }

  /// Erases these keys, except those in use.
  default void erase(SecurityChoice used) {
    switch (this) {
      case None _ -> {}
      case Sdes(var attributes) ->
          attributes.stream()
              .flatMap(line -> line.keys().stream())
              .map(KeyParameter::key)
              .filter(key -> !used.has(key))
              .forEach(MasterKey::close);
      case Mikey(var initiator, _) -> initiator.close();
    }
  }
}
