package ringfence.media.negotiation;

import java.util.List;
import ringfence.sdes.CryptoAttribute;
import ringfence.sdp.Attribute;

/// The keys that a stream of ours was offered with.
sealed interface OfferedKeys {
  /// A plain stream.
  record None() implements OfferedKeys {}

  record Sdes(List<CryptoAttribute> attributes) implements OfferedKeys {
    public Sdes {
      attributes = List.copyOf(attributes);
    }
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
}
