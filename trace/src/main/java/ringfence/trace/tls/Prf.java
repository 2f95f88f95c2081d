package ringfence.trace.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The pseudorandom function of TLS 1.2 (RFC 5246 section 5) and of 1.0 and 1.1 (RFC 2246 section
/// 5), with the hash of the handshake that belongs to it.
///
/// @param hash `SHA-256` or `SHA-384`; empty for MD5 and SHA-1 together
record Prf(String hash) {
  static Prf of(ProtocolVersion version, SuiteParameters suite) {
    return new Prf(version.isDeprecated() ? "" : suite.hash());
  }

  TlsSecret derive(TlsSecret secret, String label, byte[] seed, int length) {
    byte[] text = label.getBytes(StandardCharsets.US_ASCII);
    byte[] labelled = Arrays.copyOf(text, text.length + seed.length);
    System.arraycopy(seed, 0, labelled, text.length, seed.length);
    return new TlsSecret(secret.use(octets -> derive(octets, labelled, length)));
  }

  private byte[] derive(byte[] secret, byte[] seed, int length) {
    if (!hash.isEmpty()) return expand("Hmac" + hash.replace("-", ""), secret, seed, length);
    // RFC 2246 5: "the two halves are each half the length" rounded up, with one octet in both
    int half = (secret.length + 1) / 2;
    byte[] first = Arrays.copyOf(secret, half);
    byte[] second = Arrays.copyOfRange(secret, secret.length - half, secret.length);
    byte[] result = expand("HmacMD5", first, seed, length);
    byte[] other = expand("HmacSHA1", second, seed, length);
    for (int i = 0; i < length; i++) result[i] ^= other[i];
    return result;
  }

  /// P_hash.
  private static byte[] expand(String algorithm, byte[] secret, byte[] seed, int length) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      byte[] result = new byte[length];
      byte[] a = seed;
      for (int at = 0; at < length; at += mac.getMacLength()) {
        a = mac.doFinal(a);
        mac.update(a);
        byte[] next = mac.doFinal(seed);
        System.arraycopy(next, 0, result, at, Math.min(next.length, length - at));
      }
      return result;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK has these
    }
  }

  /// The hash of the handshake messages, as RFC 7627 section 3 puts it into the master secret.
  byte[] sessionHash(byte[] messages) {
    if (!hash.isEmpty()) return digest(hash, messages);
    byte[] md5 = digest("MD5", messages);
    byte[] both = Arrays.copyOf(md5, 36);
    System.arraycopy(digest("SHA-1", messages), 0, both, md5.length, 20);
    return both;
  }

  private static byte[] digest(String algorithm, byte[] messages) {
    try {
      return MessageDigest.getInstance(algorithm).digest(messages);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK has these
    }
  }
}
