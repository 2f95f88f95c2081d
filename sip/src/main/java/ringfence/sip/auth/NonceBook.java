package ringfence.sip.auth;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipRequest;

/// The server's side: issues nonces that prove themselves, and verifies credentials. A nonce is
/// eight hexadecimal digits of time, eight of a running number and 32 of a keyed hash, so nothing
/// is kept for those that are never used; of those used with a nonce count, a bounded number is
/// remembered. ACK and CANCEL are not to be verified (RFC 3261 section 22.1). Not thread-safe.
public final class NonceBook {
  private static final int REMEMBERED = 10_000;
  private static final HexFormat HEX = HexFormat.of();
  private static final Secret NOBODY = Secret.password("");

  private final String realm;
  private final Mac mac;
  private final Duration lifetime;
  private final NonceCounts counts;
  private int issued;

  /// A book for one realm.
  ///
  /// @param key secret, 16 bytes or more from a strong generator; nonces made with another key are
  ///   stale
  /// @param lifetime how long a nonce is good
  public NonceBook(String realm, byte[] key, Duration lifetime) {
    this(realm, key, lifetime, REMEMBERED);
  }

  /// The same, which remembers the counts of that many nonces; older ones count as stale.
  public NonceBook(String realm, byte[] key, Duration lifetime, int remembered) {
    if (key.length < 16) throw new IllegalArgumentException("a key of " + key.length + " bytes");
    this.realm = realm;
    this.mac = mac(key);
    this.lifetime = lifetime;
    this.counts = new NonceCounts(remembered);
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /// New challenges, one for each algorithm in that order, with qop `auth`; for WWW-Authenticate or
  /// Proxy-Authenticate.
  public List<Challenge> challenge(List<DigestAlgorithm> algorithms, boolean stale, Instant now) {
    String nonce = issue(now);
    return algorithms.stream()
        .map(
            algorithm ->
                new Challenge(
                    realm, nonce, Optional.empty(), stale, Optional.of(algorithm), List.of("auth")))
        .toList();
  }

  /// A challenge of realm and nonce alone, the form of RFC 2069, for units that know no qop.
  public Challenge plainChallenge(boolean stale, Instant now) {
    return new Challenge(realm, issue(now), Optional.empty(), stale, Optional.empty(), List.of());
  }

  private String issue(Instant now) {
    String head = HEX.toHexDigits((int) now.getEpochSecond()) + HEX.toHexDigits(issued++);
    return head + proof(head);
  }

  private String proof(String head) {
    byte[] tag = mac.doFinal(Digest.utf8(head + realm));
    return HEX.formatHex(Arrays.copyOf(tag, 16));
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
    for (Field field : request.headers().fields(header)) {
      try {
        AuthFields fields = AuthFields.parse(field.value());
        boolean digest = fields.scheme().equalsIgnoreCase("Digest");
        if (!digest || !fields.value("realm").filter(realm::equals).isPresent()) continue;
        Optional<Credentials> credentials = Credentials.read(fields);
        if (credentials.isEmpty()) return new Verdict.Malformed("incomplete Digest credentials");
        // RFC 3261 22.4: digest-uri and Request-URI "may refer to different users, due to
        // forwarding at some proxy"
        return verify(credentials.get(), request.method().name(), secrets, now);
      } catch (MalformedHeaderException e) {
        return new Verdict.Malformed(e.reason());
      }
    }
    return new Verdict.Missing();
  }

  private Verdict verify(
      Credentials credentials,
      String method,
      Function<String, Optional<Secret>> secrets,
      Instant now) {
    String user = credentials.username();
    Optional<Secret> secret = secrets.apply(user);
    // An unknown user costs as much time as a known one.
    String expected = Digest.response(credentials, method, secret.orElse(NOBODY));
    boolean proved = Digest.same(expected, credentials.response()) && secret.isPresent();
    if (!proved) return new Verdict.WrongPassword(user);
    // RFC 7616 3.3: stale means that "the nonce is invalid but with a valid digest for that nonce"
    if (!isFresh(credentials.nonce(), now)) return new Verdict.Stale(user);
    if (credentials.protection().isEmpty()) return new Verdict.Accepted(user);
    long serial = Long.parseUnsignedLong(credentials.nonce(), 0, 16, 16);
    return switch (counts.use(serial, credentials.protection().get().nonceCount())) {
      case NEW -> new Verdict.Accepted(user);
      case SEEN -> new Verdict.ReplayedNonceCount(user);
      case FORGOTTEN -> new Verdict.Stale(user);
    };
  }

  private boolean isFresh(String nonce, Instant now) {
    if (nonce.length() != 48) return false;
    String head = nonce.substring(0, 16);
    if (!Digest.same(proof(head), nonce.substring(16))) return false;
    Instant at =
        Instant.ofEpochSecond(Integer.toUnsignedLong(Integer.parseUnsignedInt(head, 0, 8, 16)));
    return !at.isAfter(now) && at.plus(lifetime).isAfter(now);
  }
}
