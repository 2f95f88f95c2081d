package ringfence.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The arithmetic of RFC 7616 section 3.4.
final class Digest {
  private static final HexFormat HEX = HexFormat.of();

  private Digest() {}

  /// The `response` that these credentials should have, whatever response they carry.
  static String response(Credentials credentials, String method, Secret secret) {
    DigestAlgorithm algorithm = credentials.algorithm().orElse(DigestAlgorithm.MD5);
    String ha1 = ha1(credentials, algorithm, secret);
    String ha2 = hash(algorithm, method + ':' + credentials.uri());
    Optional<Credentials.Protection> protection = credentials.protection();
    // RFC 2617 3.2.2.1: without qop, for "compatibility with RFC 2069", KD(H(A1), nonce ":" H(A2))
    if (protection.isEmpty()) return hash(algorithm, ha1 + ':' + credentials.nonce() + ':' + ha2);
    var used = protection.get();
    // RFC 7616 3.4.1: KD(H(A1), nonce ":" nc ":" cnonce ":" qop ":" H(A2))
    String middle =
        credentials.nonce() + ':' + used.count() + ':' + used.cnonce() + ':' + used.qop();
    return hash(algorithm, ha1 + ':' + middle + ':' + ha2);
  }

  private static String ha1(Credentials credentials, DigestAlgorithm algorithm, Secret secret) {
    String plain =
        secret.use(
            bytes -> secret.isHashed() ? HEX.formatHex(bytes) : ha1(credentials, algorithm, bytes));
    if (!algorithm.isSession()) return plain;
    // RFC 7616 3.4.2: for -sess, A1 is H(user:realm:password) ":" nonce ":" cnonce
    String cnonce = credentials.protection().map(Credentials.Protection::cnonce).orElse("");
    return hash(algorithm, plain + ':' + credentials.nonce() + ':' + cnonce);
  }

  private static String ha1(Credentials credentials, DigestAlgorithm algorithm, byte[] password) {
    MessageDigest digest = algorithm(algorithm.hash());
    digest.update(utf8(credentials.username() + ':' + credentials.realm() + ':'));
    digest.update(password);
    return HEX.formatHex(digest.digest());
  }

  static String hash(DigestAlgorithm algorithm, String text) {
    byte[] bytes = utf8(text);
    String hash = HEX.formatHex(algorithm(algorithm.hash()).digest(bytes));
    Arrays.fill(bytes, (byte) 0);
    return hash;
  }

  /// Whether both texts are the same, in a time that does not tell where they differ.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(utf8(one), utf8(other));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + name, e);
    }
  }
}
