package ringfence.srtp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/// HMAC-SHA1 by Java's own SHA-1, with the key's two blocks made once. They are hashed for every
/// packet: a digest gives its state away only as a new object.
final class PlatformHmacSha1 implements HmacSha1 {
  private static final int BLOCK = 64;

  private final MessageDigest sha1;
  private final byte[] inner = new byte[BLOCK];

  /// The outer block and behind it room for the inner digest.
  private final byte[] outer = new byte[BLOCK + LENGTH];

  /// `key` has at most 64 octets.
  PlatformHmacSha1(byte[] key) {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-1", e);
    }
    Arrays.fill(inner, (byte) 0x36);
    Arrays.fill(outer, 0, BLOCK, (byte) 0x5C);
    for (int i = 0; i < key.length; i++) {
      inner[i] ^= key[i];
      outer[i] ^= key[i];
    }
  }

  @Override
  public void authenticate(byte[] data, int offset, int length, byte[] tag) {
    try {
      sha1.update(inner, 0, BLOCK);
      sha1.update(data, offset, length);
      sha1.digest(outer, BLOCK, LENGTH);
      sha1.update(outer, 0, BLOCK + LENGTH);
      sha1.digest(tag, 0, LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the digest did not fit", e);
    }
  }

  @Override
  public void close() {
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(outer, (byte) 0);
  }
}
