package ringfence.sip.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Header;
import ringfence.sip.message.SipRequest;

/// The server's side: issues nonces that prove themselves, and verifies credentials. Its memory is
/// bounded. Not thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class NonceBook {
  private final String realm;
  private final byte[] key;
  private final Duration lifetime;

  /// A book for one realm.
  ///
  /// @param key secret, 16 bytes or more from a strong generator; nonces made with another key are
  ///   stale
  /// @param lifetime how long a nonce is good
  public NonceBook(String realm, byte[] key, Duration lifetime) {
    this.realm = realm;
    this.key = key.clone();
    this.lifetime = lifetime;
  }

  /// New challenges, one for each algorithm in that order, with qop `auth`; for WWW-Authenticate or
  /// Proxy-Authenticate.
  public List<Challenge> challenge(List<DigestAlgorithm> algorithms, boolean stale, Instant now) {
    throw new UnsupportedOperationException(
        "soon" + realm + key.length + lifetime + algorithms + stale + now);
  }

  /// The challenge of the form that the seed's proxy sends: realm and nonce alone, as of RFC 2069.
  public Challenge plainChallenge(boolean stale, Instant now) {
    throw new UnsupportedOperationException("soon" + stale + now);
  }

  /// Verifies the credentials for our realm in a request.
  ///
  /// @param header AUTHORIZATION or PROXY_AUTHORIZATION
  /// @param secrets the secret of a username, where the user is known
  public Verdict verify(
      SipRequest request,
      Header<AuthFields> header,
      Function<String, Optional<Secret>> secrets,
      Instant now) {
    throw new UnsupportedOperationException("soon" + request + header + secrets + now);
  }
}
