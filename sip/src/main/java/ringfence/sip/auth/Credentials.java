package ringfence.sip.auth;

import java.util.HexFormat;
import java.util.List;
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
  private static final List<String> REQUIRED =
      List.of("username", "realm", "nonce", "uri", "response");

  /// What a client adds when it uses a qop.
  ///
  /// @param qop `auth`
  /// @param cnonce the client's one-time text
  /// @param nonceCount how often the nonce was used, this time included
  public record Protection(String qop, String cnonce, int nonceCount) {
    /// The count as it stands on the wire: eight hexadecimal digits.
    public String count() {
      return HexFormat.of().toHexDigits(nonceCount);
    }
  }

  /// The credentials in those fields; empty for another scheme or when a part is missing or
  /// malformed.
  public static Optional<Credentials> read(AuthFields fields) {
    if (!fields.scheme().equalsIgnoreCase("Digest")) return Optional.empty();
    for (String name : REQUIRED) if (fields.value(name).isEmpty()) return Optional.empty();
    Optional<String> named = fields.value("algorithm");
    Optional<DigestAlgorithm> algorithm = named.flatMap(DigestAlgorithm::parse);
    Optional<String> qop = fields.value("qop");
    Optional<Protection> protection = qop.flatMap(value -> protection(value, fields));
    boolean understood =
        named.isPresent() == algorithm.isPresent() && qop.isPresent() == protection.isPresent();
    if (!understood) return Optional.empty();
    return Optional.of(
        new Credentials(
            fields.value("username").orElseThrow(),
            fields.value("realm").orElseThrow(),
            fields.value("nonce").orElseThrow(),
            fields.value("uri").orElseThrow(),
            fields.value("response").orElseThrow(),
            algorithm,
            fields.value("opaque"),
            protection));
  }

  private static Optional<Protection> protection(String qop, AuthFields fields) {
    Optional<String> cnonce = fields.value("cnonce");
    Optional<String> count = fields.value("nc").filter(Credentials::isCount);
    boolean whole = qop.equalsIgnoreCase("auth") && cnonce.isPresent() && count.isPresent();
    return whole
        ? Optional.of(new Protection(qop, cnonce.get(), HexFormat.fromHexDigits(count.get())))
        : Optional.empty();
  }

  /// RFC 7616 3.4: "nc-value = 8LHEX".
  private static boolean isCount(String text) {
    return text.length() == 8 && text.chars().allMatch(HexFormat::isHexDigit);
  }

  /// The same with that response.
  Credentials with(String proof) {
    return new Credentials(username, realm, nonce, uri, proof, algorithm, opaque, protection);
  }

  /// The value for the header field; in the order of the units that know neither qop nor algorithm.
  public AuthFields fields() {
    AuthFields fields =
        AuthFields.of("Digest")
            .quoted("username", username)
            .quoted("realm", realm)
            .quoted("nonce", nonce)
            .quoted("uri", uri)
            .quoted("response", response);
    if (algorithm.isPresent()) fields = fields.bare("algorithm", algorithm.get().toString());
    if (opaque.isPresent()) fields = fields.quoted("opaque", opaque.get());
    if (protection.isEmpty()) return fields;
    Protection used = protection.get();
    return fields.bare("qop", used.qop()).quoted("cnonce", used.cnonce()).bare("nc", used.count());
  }

  @Override
  public String toString() {
    return fields().toString();
  }
}
