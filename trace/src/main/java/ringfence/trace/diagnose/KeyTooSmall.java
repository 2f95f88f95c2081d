package ringfence.trace.diagnose;

import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/// An RSA key under 2048 bits, which the libraries of today refuse.
final class KeyTooSmall {
  private static final int LEAST_BITS = 2048;

  private KeyTooSmall() {}

  static Optional<Verdict> judge(Presented presented) {
    int bits =
        presented
            .certificate()
            .map(each -> each.getPublicKey())
            .filter(RSAPublicKey.class::isInstance)
            .map(key -> ((RSAPublicKey) key).getModulus().bitLength())
            .orElse(LEAST_BITS);
    if (bits >= LEAST_BITS) return Optional.empty();
    String sentence =
        "The key of %s has %d bits, fewer than the %d that are asked for today."
            .formatted(presented.owner(), bits, LEAST_BITS);
    return Optional.of(
        presented
            .verdict("tls.key-too-small", presented.refusal().isPresent() ? 0.85 : 0.3, sentence)
            .cure("Make a new key of 2048 bits or more, or an EC key, and a certificate for it.")
            .at(UnitField.CERTIFICATES));
  }
}
