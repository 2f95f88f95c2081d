package ringfence.manage.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What an `Authorization: Basic` header says, RFC 7617 section 2; the password is never printed.
record BasicCredentials(String name, String password) {
  static Optional<BasicCredentials> parse(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) return Optional.empty();
    try {
      byte[] octets = Base64.getDecoder().decode(authorization.substring(6).strip());
      var pair = new String(octets, StandardCharsets.UTF_8);
      // RFC 7617 2: "a user-id containing a colon character is invalid"
      int colon = pair.indexOf(':');
      if (colon < 0) return Optional.empty();
      return Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
