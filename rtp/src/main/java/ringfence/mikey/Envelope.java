package ringfence.mikey;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;

/// Keys in an envelope: a KEMAC that begins with the sender's identity, and a PKE with the envelope
/// key, RFC 3830 sections 3.2, 4.2.5, 6.2 and 6.3.
final class Envelope {
  private static final int KEY_LENGTH = 16;
  private static final String RSA = "RSA/ECB/PKCS1Padding";

  private Envelope() {}

  /// What an envelope holds: who has sent it, and keys.
  record Content(Identity sender, List<KeyData> keys) {}

  static Secret chooseKey(RandomGenerator chance) {
    byte[] key = new byte[KEY_LENGTH];
    chance.nextBytes(key);
    return new Secret(key);
  }

  /// The envelope key for the owner of a certificate, who is not to cache it.
  static Pke seal(Secret key, X509Certificate receiver) {
    try {
      Cipher rsa = Cipher.getInstance(RSA);
      rsa.init(Cipher.ENCRYPT_MODE, receiver.getPublicKey());
      return new Pke(Pke.NO_CACHE, Octets.of(key.use(it -> encrypted(rsa, it))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate that cannot encrypt", e);
    }
  }

  private static byte[] encrypted(Cipher rsa, byte[] key) {
    try {
      return rsa.doFinal(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate that cannot encrypt", e);
    }
  }

  /// The envelope key, or the `decoy` when the envelope cannot be opened: a key that nobody knows,
  /// so that the MAC is wrong then as with a wrong key, and nobody learns whether the padding was
  /// right.
  static Secret open(Pke envelope, PrivateKey key, Secret decoy) {
    try {
      Cipher rsa = Cipher.getInstance(RSA);
      rsa.init(Cipher.DECRYPT_MODE, key);
      byte[] opened = rsa.doFinal(envelope.data().array());
      return opened.length > 0 ? new Secret(opened) : decoy.copy();
    } catch (GeneralSecurityException _) {
      return decoy.copy();
    }
  }

  /// The KEMAC of an envelope.
  static Kemac kemac(Content content, Timestamp initiators, MessageKeys keys) {
    byte[] plain = write(content);
    Octets data = Octets.of(keys.crypt(plain, initiators));
    Arrays.fill(plain, (byte) 0);
    MacAlgorithm algorithm = MacAlgorithm.HMAC_SHA_1_160;
    Octets none = Octets.of(new byte[algorithm.length()]);
    Kemac kemac = new Kemac(EncryptionAlgorithm.AES_CM_128.number(), data, algorithm, none);
    return kemac.with(keys.mac(covered(kemac)));
  }

  private static byte[] write(Content content) {
    int next = content.keys().isEmpty() ? PayloadType.LAST : PayloadType.KEY_DATA;
    byte[] keys = KeyData.writeAll(content.keys());
    try (var out = new OctetWriter()) {
      return out.u8(next).octets(content.sender().body()).octets(keys).toArray();
    } finally {
      Arrays.fill(keys, (byte) 0);
    }
  }

  /// RFC 3830 6.2: "over the Key data transport payload, except for the MAC field and where the
  /// Next payload field has been set to zero".
  private static byte[] covered(Kemac kemac) {
    byte[] body = kemac.body();
    try (var out = new OctetWriter()) {
      byte[] beforeMac = Arrays.copyOf(body, body.length - kemac.mac().length());
      return out.u8(PayloadType.LAST).octets(beforeMac).toArray();
    }
  }

  /// Opens the KEMAC of an envelope, which begins at octet `at` of its message.
  static Content open(Kemac kemac, Timestamp initiators, MessageKeys keys, int at) {
    KeyTransport.check(kemac, false, at);
    if (!keys.verifies(kemac.mac(), covered(kemac))) {
      throw new Fault(
          ErrorNumber.AUTH_FAILURE, "RFC 3830 6.2", "the MAC of the envelope is wrong", at);
    }
    byte[] plain = KeyTransport.open(kemac, initiators, keys);
    try {
      return read(OctetReader.calledFrom(plain, at + 4));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static Content read(OctetReader in) {
    int at = in.position();
    int next = in.u8("KEMAC, ID, Next payload");
    Identity sender = Identity.read(in);
    List<KeyData> keys = new ArrayList<>();
    if (next == PayloadType.KEY_DATA) keys.addAll(KeyData.readAll(in));
    if (next == PayloadType.LAST && in.remaining() == 0) return new Content(sender, keys);
    if (next == PayloadType.KEY_DATA && !keys.isEmpty()) return new Content(sender, keys);
    throw new Fault(ErrorNumber.UNSPECIFIED, "RFC 3830 6.2", "an envelope of other than keys", at);
  }
}
