package ringfence.trace.hep;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Takes out of a SIP message what must not leave this host: what proves a password (`response` of
/// a digest), and the keys of SRTP (RFC 4568 `inline:`, RFC 4567 `key-mgmt`). As many `x` stand in
/// the place, so that every length stays right.
final class Secrets {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?im)(?<=\\bresponse=\")[^\"]*"
              + "|(?<=\\binline:)[^|\\s]*"
              + "|(?<=^a=key-mgmt:mikey )\\S*"
              + "|(?<=^(?:Proxy-)?Authorization:\\s{0,9}Basic )\\S*");

  private Secrets() {}

  static byte[] hidden(byte[] message) {
    // one char an octet, so that whatever is in it comes out as it was
    String text = new String(message, StandardCharsets.ISO_8859_1);
    String hidden = SECRET.matcher(text).replaceAll(secret -> "x".repeat(secret.group().length()));
    return hidden.getBytes(StandardCharsets.ISO_8859_1);
  }
}
