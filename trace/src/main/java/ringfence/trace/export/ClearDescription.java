package ringfence.trace.export;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The text of a session description as it would be had its media gone in clear: by RTP/AVP, with
/// no keys. What DTLS keys (RFC 5764) stays as it is, as that is not decrypted.
final class ClearDescription {
  /// RFC 8866 5.14: each m= line begins a section, which goes to the next.
  private static final Pattern SECTION = Pattern.compile("(?m)(?=^m=)");

  private static final Pattern PROFILE = Pattern.compile("^(m=\\S+ \\S+ )RTP/SAVP(F?) ");
  private static final Pattern DTLS = Pattern.compile("(?m)^m=\\S+ \\S+ UDP/TLS/");

  /// RFC 4568 and RFC 4567.
  private static final Pattern KEYS = Pattern.compile("(?m)^a=(crypto|key-mgmt):.*(\\R|\\z)");

  /// RFC 8122.
  private static final Pattern FINGERPRINT = Pattern.compile("(?m)^a=fingerprint:.*(\\R|\\z)");

  private ClearDescription() {}

  static String of(String description) {
    boolean dtls = DTLS.matcher(description).find();
    return SECTION
        .splitAsStream(description)
        .map(section -> section(section, dtls))
        .collect(Collectors.joining());
  }

  /// What the session says before its media holds for all of them.
  private static String section(String section, boolean dtls) {
    String plain =
        KEYS.matcher(PROFILE.matcher(section).replaceFirst("$1RTP/AVP$2 ")).replaceAll("");
    boolean fingerprinted = section.startsWith("m=") ? DTLS.matcher(section).find() : dtls;
    return fingerprinted ? plain : FINGERPRINT.matcher(plain).replaceAll("");
  }
}
