package ringfence.trace.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-CCM with a nonce of 12 octets, RFC 3610 and RFC 6655: CBC-MAC over counter mode, which the
/// JDK has in parts.
record AesCcm(SecretKeySpec key, int tagLength) {
  private static final int BLOCK = 16;

  /// The length of the length: 15 less the nonce.
  private static final int L = 3;

  AesCcm(byte[] key, int tagLength) {
    this(new SecretKeySpec(key, "AES"), tagLength);
  }

  Optional<byte[]> open(byte[] nonce, byte[] associated, byte[] sealed)
      throws GeneralSecurityException {
    int length = sealed.length - tagLength;
    // RFC 3610 2.3: A_0 encrypts the tag, A_1 and on the message
    byte[] counter = ByteBuffer.allocate(BLOCK).put((byte) (L - 1)).put(nonce).array();
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
    byte[] tagFirst = new byte[BLOCK + length];
    System.arraycopy(sealed, length, tagFirst, 0, tagLength);
    System.arraycopy(sealed, 0, tagFirst, BLOCK, length);
    byte[] opened = cipher.doFinal(tagFirst);
    byte[] plain = Arrays.copyOfRange(opened, BLOCK, opened.length);
    byte[] tag = Arrays.copyOf(tag(nonce, associated, plain), tagLength);
    boolean right = MessageDigest.isEqual(tag, Arrays.copyOf(opened, tagLength));
    return right ? Optional.of(plain) : Optional.empty();
  }

  /// RFC 3610 section 2.2: the last block of the CBC-MAC.
  private byte[] tag(byte[] nonce, byte[] associated, byte[] plain)
      throws GeneralSecurityException {
    int flags = 0x40 + 4 * (tagLength - 2) + L - 1;
    int header = padded(2 + associated.length);
    var blocks = ByteBuffer.allocate(BLOCK + header + padded(plain.length));
    blocks.put((byte) flags).put(nonce).put((byte) (plain.length >> 16));
    blocks.putShort((short) plain.length);
    blocks.putShort((short) associated.length).put(associated);
    blocks.position(BLOCK + header).put(plain);
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
    byte[] chain = cipher.doFinal(blocks.array());
    return Arrays.copyOfRange(chain, chain.length - BLOCK, chain.length);
  }

  private static int padded(int length) {
    return (length + BLOCK - 1) / BLOCK * BLOCK;
  }
}
