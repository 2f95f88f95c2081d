package ringfence.sip.auth;

import java.util.Optional;
import ringfence.sip.message.AuthFields;

/// A Digest answer, RFC 7616 section 3.4: the value of Authorization or Proxy-Authorization.
///
/// @param username who
/// @param realm the challenge's
/// @param nonce the challenge's
/// @param uri the digest-uri, as the client wrote it
/// @param response the proof, in hexadecimal
/// @param algorithm as the client wrote it
/// @param opaque the challenge's
/// @param protection what goes with a qop; absent in the form of RFC 2069
public record Credentials(
    String username,
    String realm,
    String nonce,
    String uri,
    String response,
    Optional<DigestAlgorithm> algorithm,
    Optional<String> opaque,
    Optional<Protection> protection) {

  /// What a client adds when it uses a qop.
  ///
  /// @param qop `auth`
  /// @param cnonce the client's one-time text
  /// @param nonceCount how often the nonce was used, this time included
  public record Protection(String qop, String cnonce, int nonceCount) {}

  /// The credentials in those fields; empty for another scheme or when a part is missing or
  /// malformed.
  public static Optional<Credentials> read(AuthFields fields) {
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
