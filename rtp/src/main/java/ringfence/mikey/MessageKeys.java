package ringfence.mikey;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys that protect the messages of one exchange, RFC 3830 section 4.1.4: derived from the
/// pre-shared key or the envelope key.
final class MessageKeys implements AutoCloseable {
  private static final int ENCRYPTION_KEY = 16;
  private static final int AUTHENTICATION_KEY = 20;
  private static final int SALT = 14;

  private final int csbId;
  private final Secret encryption;
  private final Secret authentication;
  private final Secret salt;

  MessageKeys(byte[] inkey, int csbId, Octets rand) {
    this.csbId = csbId;
    encryption = derive(Label.MESSAGE_ENCRYPTION, inkey, rand, ENCRYPTION_KEY);
    authentication = derive(Label.MESSAGE_AUTHENTICATION, inkey, rand, AUTHENTICATION_KEY);
    salt = derive(Label.MESSAGE_SALT, inkey, rand, SALT);
  }

  private Secret derive(Label label, byte[] inkey, Octets rand, int length) {
    return new Secret(Prf.derive(inkey, label.of(Label.NO_CS, csbId, rand), length));
  }

  /// The HMAC-SHA-1-160 of octets that follow each other, RFC 3830 section 4.2.4.
  byte[] mac(byte[]... parts) {
    return authentication.use(
        key -> {
          Mac hmac = Prf.hmac(key);
          for (byte[] part : parts) hmac.update(part);
          return hmac.doFinal();
        });
  }

  /// Whether a MAC is right; the time it takes does not tell where it is wrong.
  boolean verifies(Octets mac, byte[]... parts) {
    return MessageDigest.isEqual(mac(parts), mac.array());
  }

  /// Encrypts or decrypts the data of a KEMAC, RFC 3830 section 4.2.3.
  byte[] crypt(byte[] data, Timestamp initiators) {
    try {
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      SecretKeySpec key = encryption.use(it -> new SecretKeySpec(it, "AES"));
      aes.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector(initiators)));
      return aes.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES in counter mode", e);
    }
  }

  /// RFC 3830 4.2.3: IV = (S XOR (0x0000 || CSB ID || T)) || 0x0000
  private byte[] vector(Timestamp initiators) {
    try (var out = new OctetWriter()) {
      byte[] vector = out.u16(0).u32(csbId).u64(initiators.value()).u16(0).toArray();
      salt.use(
          octets -> {
            for (int i = 0; i < SALT; i++) vector[i] ^= octets[i];
            return vector;
          });
      return Arrays.copyOf(vector, 16);
    }
  }

  @Override
  public void close() {
    encryption.close();
    authentication.close();
    salt.close();
  }
}
