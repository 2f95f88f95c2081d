package ringfence.mikey;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The default pseudo-random function, RFC 3830 section 4.1.2, and the HMAC-SHA-1 that it is made
/// of.
final class Prf {
  /// Half the input block of SHA-1: how the input key is split.
  private static final int BLOCK = 32;

  private static final int DIGEST = 20;

  private Prf() {}

  /// `length` octets that come of the key and the label; the caller is to erase them.
  static byte[] derive(byte[] inkey, byte[] label, int length) {
    byte[] outkey = new byte[length];
    for (int at = 0; at < inkey.length; at += BLOCK) {
      byte[] block = Arrays.copyOfRange(inkey, at, Math.min(at + BLOCK, inkey.length));
      xorP(block, label, outkey);
      Arrays.fill(block, (byte) 0);
    }
    return outkey;
  }

  /// RFC 3830 4.1.2: P (s, label, m) = HMAC (s, A_1 || label) || HMAC (s, A_2 || label) || ...
  /// where A_0 = label, A_i = HMAC (s, A_(i-1)).
  private static void xorP(byte[] s, byte[] label, byte[] outkey) {
    Mac hmac = hmac(s);
    byte[] a = label;
    for (int at = 0; at < outkey.length; at += DIGEST) {
      a = hmac.doFinal(a);
      hmac.update(a);
      byte[] block = hmac.doFinal(label);
      for (int i = at; i < Math.min(at + DIGEST, outkey.length); i++) outkey[i] ^= block[i - at];
      Arrays.fill(block, (byte) 0);
    }
  }

  static Mac hmac(byte[] key) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(key, "HmacSHA1"));
      return hmac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-1", e);
    }
  }
}
