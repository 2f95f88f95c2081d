package ringfence.sip.auth;

import java.util.Optional;

/// A digest algorithm that we can compute, RFC 7616 section 3.2 and RFC 8760 section 2.2; the later
/// one is the stronger.
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true);

  private final String token;
  private final String hash;
  private final boolean session;

  DigestAlgorithm(String token, String hash, boolean session) {
    this.token = token;
    this.hash = hash;
    this.session = session;
  }

  /// The algorithm of that token, in any case.
  public static Optional<DigestAlgorithm> parse(String token) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.token.equalsIgnoreCase(token)) return Optional.of(algorithm);
    }
    return Optional.empty();
  }

  String hash() {
    return hash;
  }

  /// Whether A1 takes in the nonces.
  boolean isSession() {
    return session;
  }

  @Override
  public String toString() {
    return token;
  }
}
