package ringfence.trace.tls;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import ringfence.trace.tls.SuiteParameters.Bulk;

/// Authenticated decryption by one key: AES-GCM, AES-CCM or ChaCha20-Poly1305.
record Aead(Bulk bulk, TlsSecret key) {
  /// What is in front of the tag, in clear; empty when the tag is wrong.
  ///
  /// @param sealed the octets with the tag at their end
  Optional<byte[]> open(byte[] nonce, byte[] associated, byte[] sealed) {
    if (sealed.length < bulk.tagLength()) return Optional.empty();
    return key.use(octets -> open(octets, nonce, associated, sealed));
  }

  private Optional<byte[]> open(byte[] octets, byte[] nonce, byte[] associated, byte[] sealed) {
    try {
      return switch (bulk) {
        case AES_GCM -> {
          Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
          var form = new GCMParameterSpec(8 * bulk.tagLength(), nonce);
          cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(octets, "AES"), form);
          cipher.updateAAD(associated);
          yield Optional.of(cipher.doFinal(sealed));
        }
        case CHACHA20_POLY1305 -> {
          Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
          var form = new IvParameterSpec(nonce);
          cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(octets, "ChaCha20"), form);
          cipher.updateAAD(associated);
          yield Optional.of(cipher.doFinal(sealed));
        }
        case AES_CCM, AES_CCM_8 ->
            new AesCcm(octets, bulk.tagLength()).open(nonce, associated, sealed);
        case NULL, AES_CBC, TRIPLE_DES_CBC -> throw new IllegalStateException(bulk + " is no AEAD");
      };
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK has these, and the lengths are right
    }
  }
}
