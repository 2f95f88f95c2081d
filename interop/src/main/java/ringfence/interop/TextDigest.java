package ringfence.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The answer of a [TextPhone] to a challenge, RFC 7616, by an algorithm that the JDK has.
record TextDigest(String user, String password) {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

  /// The request with what the challenge asks for.
  TextRequest answered(TextRequest request, TextMessage challenge) {
    boolean proxy = challenge.first().startsWith("SIP/2.0 407 ");
    Map<String, String> asked =
        parameters(challenge.one(proxy ? "Proxy-Authenticate" : "WWW-Authenticate"));
    String header = proxy ? "Proxy-Authorization: " : "Authorization: ";
    return request.with(header + credentials(request, asked));
  }

  private String credentials(TextRequest request, Map<String, String> asked) {
    String algorithm = asked.getOrDefault("algorithm", "MD5");
    String digest = algorithm.equals("MD5") ? "MD5" : "SHA-256";
    String realm = asked.get("realm");
    String nonce = asked.get("nonce");
    String cnonce = Long.toHexString(System.nanoTime());
    String one = hash(digest, user + ":" + realm + ":" + password);
    String two = hash(digest, request.method() + ":" + request.uri());
    String response = hash(digest, String.join(":", one, nonce, "00000001", cnonce, "auth", two));
    String opaque = asked.containsKey("opaque") ? ", opaque=\"" + asked.get("opaque") + "\"" : "";
    return """
    Digest username="%s", realm="%s", nonce="%s", uri="%s", algorithm=%s, qop=auth, \
    nc=00000001, cnonce="%s", response="%s"%s\
    """
        .formatted(user, realm, nonce, request.uri(), algorithm, cnonce, response, opaque);
  }

  private static Map<String, String> parameters(String challenge) {
    return PARAMETER
        .matcher(challenge)
        .results()
        .collect(
            Collectors.toMap(
                it -> it.group(1), it -> it.group(2) != null ? it.group(2) : it.group(3)));
  }

  private static String hash(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(ISO_8859_1));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
