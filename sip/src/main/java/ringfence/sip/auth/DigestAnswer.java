package ringfence.sip.auth;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;

/// Answers challenges for one user, RFC 7616 section 3.4; it counts how often it used a nonce. Not
/// thread-safe.
public final class DigestAnswer {
  private static final int REALMS = 16;

  private final String username;
  private final Secret secret;
  private final Map<String, Use> uses = new HashMap<>();

  private record Use(String nonce, int count) {}

  public DigestAnswer(String username, Secret secret) {
    this.username = username;
    this.secret = secret;
  }

  /// The request again with credentials for the strongest challenge of each realm in a 401 or 407,
  /// in place of those for the same realm. Empty when no challenge can be answered, or when the
  /// answer would only repeat what was refused: the request had credentials for the nonce, and it
  /// is not called stale. CSeq and branch are left to the sender.
  public Optional<SipRequest> answer(
      SipRequest request, SipResponse challenged, RandomGenerator chance) {
    boolean proxy = challenged.status().equals(StatusCode.PROXY_AUTHENTICATION_REQUIRED);
    Header<AuthFields> header = proxy ? Header.PROXY_AUTHORIZATION : Header.AUTHORIZATION;
    Map<String, Challenge> strongest = new LinkedHashMap<>();
    for (Challenge challenge : Challenge.in(challenged))
      strongest.putIfAbsent(challenge.realm(), challenge);
    Headers headers = request.headers();
    for (Challenge challenge : strongest.values()) {
      if (wasRefused(challenge, headers, header)) return Optional.empty();
      headers =
          withoutRealm(headers, header, challenge.realm())
              .append(header, answer(challenge, request, chance).fields());
    }
    return strongest.isEmpty() ? Optional.empty() : Optional.of(request.with(headers));
  }

  private static boolean wasRefused(
      Challenge challenge, Headers headers, Header<AuthFields> header) {
    if (challenge.stale()) return false;
    return headers.fields(header).stream()
        .anyMatch(
            field ->
                is(field, "realm", challenge.realm()) && is(field, "nonce", challenge.nonce()));
  }

  private static boolean is(Field field, String name, String value) {
    try {
      return AuthFields.parse(field.value()).value(name).filter(value::equals).isPresent();
    } catch (MalformedHeaderException _) {
      return false;
    }
  }

  private static Headers withoutRealm(Headers headers, Header<AuthFields> header, String realm) {
    Headers kept = headers.without(header);
    for (Field field : headers.fields(header)) {
      if (!is(field, "realm", realm)) kept = kept.append(field.name(), field.value());
    }
    return kept;
  }

  /// The credentials for one challenge and that request; also for later requests, as long as the
  /// nonce holds.
  public Credentials answer(Challenge challenge, SipRequest request, RandomGenerator chance) {
    Credentials unproved =
        new Credentials(
            username,
            challenge.realm(),
            challenge.nonce(),
            request.uri().toString(),
            "",
            challenge.algorithm(),
            challenge.opaque(),
            challenge.offersAuth() ? Optional.of(protection(challenge, chance)) : Optional.empty());
    return unproved.with(Digest.response(unproved, request.method().name(), secret));
  }

  private Credentials.Protection protection(Challenge challenge, RandomGenerator chance) {
    if (uses.size() >= REALMS && !uses.containsKey(challenge.realm())) uses.clear();
    // RFC 7616 3.4: nc is "the count of the number of requests (including the current request) that
    // the client has
    // sent with the nonce value in this request"
    Use before = uses.getOrDefault(challenge.realm(), new Use(challenge.nonce(), 0));
    int count = before.nonce().equals(challenge.nonce()) ? before.count() + 1 : 1;
    uses.put(challenge.realm(), new Use(challenge.nonce(), count));
    return new Credentials.Protection("auth", HexFormat.of().toHexDigits(chance.nextLong()), count);
  }
}
