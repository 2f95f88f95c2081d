package ringfence.sip.auth;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.AuthFields;
import ringfence.sip.message.SipResponse;

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
  /// strongest first.
  public static List<Challenge> in(SipResponse response) {
    return List.of();
  }

  /// The challenge in those fields; empty for another scheme, an algorithm we cannot compute, or
  /// missing parts.
  public static Optional<Challenge> read(AuthFields fields) {
    return fields.value("realm").flatMap(_ -> Optional.empty());
  }

  /// The value for the header field.
  public AuthFields fields() {
    return new AuthFields("Digest", ringfence.sip.message.Parameters.NONE.with("realm", realm));
  }

  @Override
  public String toString() {
    return fields().toString();
  }
}
