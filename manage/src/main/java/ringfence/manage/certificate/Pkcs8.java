package ringfence.manage.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import ringfence.manage.setting.Secret;

/// Private keys as PKCS#8, RFC 5958, in the clear and under a password. The JDK alone reads them,
/// which starts faster than a library that reads more forms.
final class Pkcs8 {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

  // OpenSSL writes 2048; a file shall not keep us busy for hours
  private static final int MOST_ROUNDS = 1_000_000;

  private Pkcs8() {}

  static Optional<PrivateKey> key(byte[] der) {
    return key(new PKCS8EncodedKeySpec(der));
  }

  /// The key of an EncryptedPrivateKeyInfo; nothing where the password is another, or the octets
  /// are something else.
  static Optional<PrivateKey> decrypted(byte[] der, Secret password) {
    try {
      var info = new EncryptedPrivateKeyInfo(der);
      if (rounds(info) > MOST_ROUNDS) return Optional.empty();
      String algorithm = algorithm(info);
      var secret = new PBEKeySpec(characters(password));
      var cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
          info.getAlgParameters());
      return key(info.getKeySpec(cipher));
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      return Optional.empty(); // providers throw what they like at damaged parameters
    }
  }

  private static int rounds(EncryptedPrivateKeyInfo info) throws GeneralSecurityException {
    return info.getAlgParameters().getParameterSpec(PBEParameterSpec.class).getIterationCount();
  }

  static char[] characters(Secret password) {
    return password.use(bytes -> new String(bytes, StandardCharsets.UTF_8).toCharArray());
  }

  /// RFC 8018: the name of PBES2 says nothing, its parameters say it all.
  private static String algorithm(EncryptedPrivateKeyInfo info) {
    boolean second = info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.");
    return second ? info.getAlgParameters().toString() : info.getAlgName();
  }

  private static Optional<PrivateKey> key(PKCS8EncodedKeySpec form) {
    for (String algorithm : ALGORITHMS) {
      try {
        return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(form));
      } catch (GeneralSecurityException _) {
        // a key of another algorithm
      }
    }
    return Optional.empty();
  }
}
