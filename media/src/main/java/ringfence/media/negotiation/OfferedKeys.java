package ringfence.media.negotiation;

import java.util.List;
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

  /// The keys in use, offered once more.
  static OfferedKeys unchanged(SecurityChoice used) {
    return switch (used) {
      case SecurityChoice.Plain _ -> new None();
      case SecurityChoice.Sdes(_, var own, _) -> new Sdes(List.of(own));
    };
  }

  default KeyAgreement.Lines lines() {
    return switch (this) {
      case None _ -> KeyAgreement.Lines.NONE;
      case Sdes(var attributes) ->
          new KeyAgreement.Lines(
              List.of(),
              attributes.stream()
                  .map(crypto -> new Attribute("crypto", crypto.wireFormWithKeys()))
                  .toList());
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
    }
  }
}
