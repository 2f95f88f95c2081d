package ringfence.trace.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import ringfence.trace.tls.SuiteParameters.Bulk;

/// Records with a MAC of their own, in CBC mode or not encrypted: RFC 5246 sections 6.2.3.1 and
/// 6.2.3.2, RFC 2246 for the IV that is the end of the record before, RFC 7366 for the MAC outside.
final class MacCipher implements RecordCipher {
  private final DirectionKeys keys;
  private final boolean explicitIv;
  private final boolean macOutside;
  private final Mac mac;

  MacCipher(DirectionKeys keys, ProtocolVersion version, boolean encryptThenMac) {
    this.keys = keys;
    this.explicitIv = version.compareTo(ProtocolVersion.TLS_1_1) >= 0;
    this.macOutside = encryptThenMac && keys.suite().bulk() != Bulk.NULL;
    try {
      this.mac = Mac.getInstance(keys.suite().mac());
      mac.init(keys.macKey().use(key -> new SecretKeySpec(key, keys.suite().mac())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK has these
    }
  }

  @Override
  public Optional<Octets> open(TlsRecord record, Octets previous, long number) {
    byte[] fragment = record.fragment().toArray();
    if (!macOutside) {
      return decrypted(fragment, previous).flatMap(plain -> authentic(record, plain, number));
    }
    return authentic(record, fragment, number)
        .flatMap(inside -> decrypted(inside.toArray(), previous))
        .map(Octets::of);
  }

  /// The octets before the MAC at their end, when that is right.
  private Optional<Octets> authentic(TlsRecord record, byte[] octets, long number) {
    int length = octets.length - mac.getMacLength();
    if (length < 0) return Optional.empty();
    mac.update(RecordCipher.header(record, number, length));
    mac.update(octets, 0, length);
    byte[] wanted = mac.doFinal();
    byte[] is = Arrays.copyOfRange(octets, length, octets.length);
    return MessageDigest.isEqual(wanted, is)
        ? Optional.of(Octets.of(octets, 0, length))
        : Optional.empty();
  }

  /// The octets without encryption, IV and padding.
  private Optional<byte[]> decrypted(byte[] sealed, Octets previous) {
    if (keys.suite().bulk() == Bulk.NULL) return Optional.of(sealed);
    int block = keys.suite().bulk().ivLength();
    int first = explicitIv ? block : 0;
    if (sealed.length <= first || sealed.length % block != 0) return Optional.empty();
    byte[] iv = explicitIv ? Arrays.copyOf(sealed, block) : chained(previous, block);
    try {
      boolean aes = keys.suite().bulk() == Bulk.AES_CBC;
      Cipher cipher = Cipher.getInstance(aes ? "AES/CBC/NoPadding" : "DESede/CBC/NoPadding");
      SecretKey key = keys.key().use(octets -> new SecretKeySpec(octets, aes ? "AES" : "DESede"));
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      return unpadded(cipher.doFinal(sealed, first, sealed.length - first));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // whole blocks, and a key of the right length
    }
  }

  /// RFC 2246 6.2.3.2: "The IV for subsequent records is the last ciphertext block from the
  /// previous record"
  private byte[] chained(Octets previous, int block) {
    Octets blocks = macOutside ? previous.withoutLast(mac.getMacLength()) : previous;
    return blocks.length() < block ? keys.iv().use(byte[]::clone) : blocks.last(block).toArray();
  }

  /// RFC 5246 6.2.3.2: "Each uint8 in the padding data vector MUST be filled with the padding
  /// length value."
  private static Optional<byte[]> unpadded(byte[] padded) {
    int padding = padded[padded.length - 1] & 0xFF;
    int length = padded.length - 1 - padding;
    if (length < 0) return Optional.empty();
    for (int i = length; i < padded.length; i++) {
      if ((padded[i] & 0xFF) != padding) return Optional.empty();
    }
    return Optional.of(Arrays.copyOf(padded, length));
  }
}
