package ringfence.sip.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.MalformedHeaderException;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;

/// A Digest challenge, RFC 7616 section 3.3: the value of WWW-Authenticate or Proxy-Authenticate.
///
/// @param realm which password is meant, shown to people
/// @param nonce the server's one-time text
/// @param opaque to be sent back as it is
/// @param stale whether only the nonce of the last answer was too old
/// @param algorithm as given; MD5 is meant where it is not
/// @param qop the qualities of protection offered; none is the form of RFC 2069
public record Challenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    boolean stale,
    Optional<DigestAlgorithm> algorithm,
    List<String> qop) {
  public Challenge {
    qop = List.copyOf(qop);
  }

  /// The challenges of a 401 (WWW-Authenticate) or 407 (Proxy-Authenticate) that we can answer,
  /// strongest first; those that cannot be read are passed over.
  public static List<Challenge> in(SipResponse response) {
    boolean proxy = response.status().equals(StatusCode.PROXY_AUTHENTICATION_REQUIRED);
    List<Challenge> found = new ArrayList<>();
    for (Field field :
        response.headers().fields(proxy ? Header.PROXY_AUTHENTICATE : Header.WWW_AUTHENTICATE)) {
      fields(field).flatMap(Challenge::read).ifPresent(found::add);
    }
    // RFC 8760 2.3: "the UAC … SHOULD use the topmost header field that it supports"; we take the
    // strongest, in
    // that order among equals.
    found.sort(Comparator.comparing(Challenge::strength).reversed());
    return found;
  }

  private static Optional<AuthFields> fields(Field field) {
    try {
      return Optional.of(AuthFields.parse(field.value()));
    } catch (MalformedHeaderException _) {
      return Optional.empty();
    }
  }

  /// The challenge in those fields; empty for another scheme, an algorithm or qop we cannot
  /// compute, or missing parts.
  public static Optional<Challenge> read(AuthFields fields) {
    Optional<String> realm = fields.value("realm");
    Optional<String> nonce = fields.value("nonce");
    if (!fields.scheme().equalsIgnoreCase("Digest") || realm.isEmpty() || nonce.isEmpty())
      return Optional.empty();
    Optional<DigestAlgorithm> algorithm = fields.value("algorithm").flatMap(DigestAlgorithm::parse);
    if (fields.value("algorithm").isPresent() && algorithm.isEmpty()) return Optional.empty();
    boolean stale = fields.value("stale").filter("true"::equalsIgnoreCase).isPresent();
    List<String> qop = fields.value("qop").map(Challenge::list).orElse(List.of());
    Challenge challenge =
        new Challenge(realm.get(), nonce.get(), fields.value("opaque"), stale, algorithm, qop);
    boolean session = algorithm.filter(DigestAlgorithm::isSession).isPresent();
    boolean answerable = qop.isEmpty() ? !session : challenge.offersAuth();
    return answerable ? Optional.of(challenge) : Optional.empty();
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .toList();
  }

  private DigestAlgorithm strength() {
    return algorithm.orElse(DigestAlgorithm.MD5);
  }

  /// Whether the answer may have `qop=auth`; with no qop at all it has the form of RFC 2069.
  public boolean offersAuth() {
    return qop.stream().anyMatch("auth"::equalsIgnoreCase);
  }

  /// The value for the header field.
  public AuthFields fields() {
    AuthFields fields = AuthFields.of("Digest").quoted("realm", realm).quoted("nonce", nonce);
    if (opaque.isPresent()) fields = fields.quoted("opaque", opaque.get());
    if (stale) fields = fields.bare("stale", "true");
    if (algorithm.isPresent()) fields = fields.bare("algorithm", algorithm.get().toString());
    return qop.isEmpty() ? fields : fields.quoted("qop", String.join(",", qop));
  }

  @Override
  public String toString() {
    return fields().toString();
  }
}
