package ringfence.manage.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/// The keys we make.
public enum KeyKind {
  EC_P256,
  RSA_2048;

  KeyPair make() {
    try {
      var generator =
          KeyPairGenerator.getInstance(
              switch (this) {
                case EC_P256 -> "EC";
                case RSA_2048 -> "RSA";
              });
      generator.initialize(
          switch (this) {
            case EC_P256 -> new ECGenParameterSpec("secp256r1");
            case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
          });
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes " + this, e);
    }
  }

  /// The signature a key of this algorithm makes, with SHA-256.
  static String signature(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
