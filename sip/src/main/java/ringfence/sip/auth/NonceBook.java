package ringfence.sip.auth;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipRequest;

/// The server's side: issues nonces that prove themselves, and verifies credentials. A nonce is
/// eight hexadecimal digits of time, eight of a running number and 32 of a keyed hash over both,
/// the realm and the address that was challenged: nothing is kept for those that are never used,
/// and every book with the same key takes them, from that address. Of those used with a nonce
/// count, a bounded number is remembered, in this book alone. ACK and CANCEL are not to be verified
/// (RFC 3261 section 22.1). Not thread-safe.
public final class NonceBook {
  private static final int REMEMBERED = 10_000;
  private static final List<String> AUTH = List.of("auth");
  private static final HexFormat HEX = HexFormat.of();
  private static final Secret NOBODY = Secret.password("");

  private final String realm;
  private final Mac mac;
  private final Duration lifetime;
  private final NonceCounts counts;
  private int issued;

  /// Who asks, and when.
  ///
  /// @param address where the request came from, without port: a device that reconnects has another
  public record Asking(String address, Instant now) {}

  /// Who the users are.
  @FunctionalInterface
  public interface Secrets {
    /// The secret of a user, where it is known in a form that serves the algorithm.
    Optional<Secret> of(String username, DigestAlgorithm algorithm);
  }

  /// A book for one realm.
  ///
  /// @param key secret, 16 bytes or more from a strong generator; nonces made with another key are
  ///   stale
  /// @param lifetime how long a nonce is good
  /// @param first any number: where books share a key, it keeps their nonces apart
  public NonceBook(String realm, byte[] key, Duration lifetime, int first) {
    this(realm, key, lifetime, REMEMBERED, first);
  }

  /// The same, which remembers the counts of that many nonces; older ones count as stale.
  NonceBook(String realm, byte[] key, Duration lifetime, int remembered, int first) {
    if (key.length < 16) throw new IllegalArgumentException("a key of " + key.length + " bytes");
    this.realm = realm;
    this.mac = mac(key);
    this.lifetime = lifetime;
    this.counts = new NonceCounts(remembered);
    this.issued = first;
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
  public List<Challenge> challenge(List<DigestAlgorithm> algorithms, boolean stale, Asking asking) {
    String nonce = issue(asking);
    List<Challenge> challenges = new ArrayList<>(algorithms.size());
    for (DigestAlgorithm algorithm : algorithms) {
      challenges.add(
          new Challenge(realm, nonce, Optional.empty(), stale, Optional.of(algorithm), AUTH));
    }
    return challenges;
  }

  /// A challenge of realm and nonce alone, the form of RFC 2069, for units that know no qop.
  public Challenge plainChallenge(boolean stale, Asking asking) {
    return new Challenge(
        realm, issue(asking), Optional.empty(), stale, Optional.empty(), List.of());
  }

  private String issue(Asking asking) {
    int seconds = (int) asking.now().getEpochSecond();
    String head = HEX.toHexDigits(seconds) + HEX.toHexDigits(issued++);
    return head + proof(head, asking.address());
  }

  private String proof(String head, String address) {
    byte[] tag = mac.doFinal(Digest.utf8(head + realm + ' ' + address));
    return HEX.formatHex(Arrays.copyOf(tag, 16));
  }

  /// Verifies the credentials for our realm in a request.
  ///
  /// @param header AUTHORIZATION or PROXY_AUTHORIZATION
  public Verdict verify(
      SipRequest request, Header<AuthFields> header, Secrets secrets, Asking asking) {
    for (Field field : request.headers().fields(header)) {
      try {
        AuthFields fields = AuthFields.parse(field.value());
        boolean digest = fields.scheme().equalsIgnoreCase("Digest");
        if (!digest || !fields.value("realm").filter(realm::equals).isPresent()) continue;
        Optional<Credentials> credentials = Credentials.read(fields);
        if (credentials.isEmpty()) return new Verdict.Malformed("incomplete Digest credentials");
        // RFC 3261 22.4: digest-uri and Request-URI "may refer to different users, due to
        // forwarding at some proxy"
        return verify(credentials.get(), request.method().name(), secrets, asking);
      } catch (MalformedHeaderException e) {
        return new Verdict.Malformed(e.reason());
      }
    }
    return new Verdict.Missing();
  }

  private Verdict verify(Credentials credentials, String method, Secrets secrets, Asking asking) {
    String user = credentials.username();
    var algorithm = credentials.algorithm().orElse(DigestAlgorithm.MD5);
    Optional<Secret> secret = secrets.of(user, algorithm);
    // An unknown user costs as much time as a known one.
    String expected = Digest.response(credentials, method, secret.orElse(NOBODY));
    boolean proved = Digest.same(expected, credentials.response()) && secret.isPresent();
    if (!proved) return new Verdict.WrongPassword(user);
    // RFC 7616 3.3: stale means that "the nonce is invalid but with a valid digest for that nonce"
    if (!isFresh(credentials.nonce(), asking)) return new Verdict.Stale(user);
    if (credentials.protection().isEmpty()) return new Verdict.Accepted(user, algorithm);
    long serial = Long.parseUnsignedLong(credentials.nonce(), 0, 16, 16);
    return switch (counts.use(serial, credentials.protection().get().nonceCount())) {
      case NEW -> new Verdict.Accepted(user, algorithm);
      case SEEN -> new Verdict.ReplayedNonceCount(user);
      case FORGOTTEN -> new Verdict.Stale(user);
    };
  }

  private boolean isFresh(String nonce, Asking asking) {
    if (nonce.length() != 48) return false;
    String head = nonce.substring(0, 16);
    if (!Digest.same(proof(head, asking.address()), nonce.substring(16))) return false;
    Instant at =
        Instant.ofEpochSecond(Integer.toUnsignedLong(Integer.parseUnsignedInt(head, 0, 8, 16)));
    return !at.isAfter(asking.now()) && at.plus(lifetime).isAfter(asking.now());
  }
}
