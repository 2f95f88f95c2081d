package ringfence.sip.auth;

/// What the server makes of a request's credentials.
public sealed interface Verdict {
  /// The user has proved to know the secret, by this algorithm.
  record Accepted(String username, DigestAlgorithm algorithm) implements Verdict {}

  /// There are none for this realm: challenge.
  record Missing() implements Verdict {}

  /// The proof is right but the nonce too old or not one of ours: challenge with `stale=true`.
  record Stale(String username) implements Verdict {}

  /// The proof is wrong, or the user is not known.
  record WrongPassword(String username) implements Verdict {}

  /// The credentials cannot be read or do not fit the challenge; to be answered with 400.
  record Malformed(String reason) implements Verdict {}

  /// A nonce count that was used before: perhaps an attack; challenge anew.
  record ReplayedNonceCount(String username) implements Verdict {}
}
