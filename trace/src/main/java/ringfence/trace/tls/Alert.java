package ringfence.trace.tls;

import java.util.Map;

/// An alert, RFC 8446 section 6 and RFC 5246 section 7.2.
///
/// @param level 1 is a warning, 2 is fatal
public record Alert(int level, int description) {
  public static final int CLOSE_NOTIFY = 0;
  public static final int HANDSHAKE_FAILURE = 40;
  public static final int NO_CERTIFICATE = 41;
  public static final int BAD_CERTIFICATE = 42;
  public static final int UNSUPPORTED_CERTIFICATE = 43;
  public static final int CERTIFICATE_REVOKED = 44;
  public static final int CERTIFICATE_EXPIRED = 45;
  public static final int CERTIFICATE_UNKNOWN = 46;
  public static final int UNKNOWN_CA = 48;
  public static final int ACCESS_DENIED = 49;
  public static final int PROTOCOL_VERSION = 70;
  public static final int INSUFFICIENT_SECURITY = 71;
  public static final int INAPPROPRIATE_FALLBACK = 86;
  public static final int UNRECOGNIZED_NAME = 112;
  public static final int CERTIFICATE_REQUIRED = 116;
  public static final int NO_APPLICATION_PROTOCOL = 120;

  /// The name of the standard, and what its sender says with it.
  private record Words(String name, String meaning) {}

  private static final Map<Integer, Words> WORDS =
      Map.ofEntries(
          words(0, "close_notify", "it ends the connection in good order"),
          words(10, "unexpected_message", "a message came that has no place here"),
          words(20, "bad_record_mac", "a record did not pass its integrity check"),
          words(21, "decryption_failed", "a record could not be decrypted"),
          words(22, "record_overflow", "a record was longer than allowed"),
          words(30, "decompression_failure", "a record could not be decompressed"),
          words(40, "handshake_failure", "nothing that was offered suits it"),
          words(41, "no_certificate", "it has no certificate to show"),
          words(42, "bad_certificate", "the certificate it was shown is broken"),
          words(43, "unsupported_certificate", "the certificate it was shown is of a wrong kind"),
          words(44, "certificate_revoked", "the certificate it was shown is revoked"),
          words(45, "certificate_expired", "the certificate it was shown is not valid now"),
          words(46, "certificate_unknown", "it does not accept the certificate it was shown"),
          words(47, "illegal_parameter", "a value contradicts another"),
          words(48, "unknown_ca", "it does not know the CA of the certificate it was shown"),
          words(49, "access_denied", "the certificate is valid, but not allowed in"),
          words(50, "decode_error", "a message could not be read"),
          words(51, "decrypt_error", "a signature or a Finished was wrong"),
          words(60, "export_restriction", "export rules are not kept"),
          words(70, "protocol_version", "it does not speak the version that was offered"),
          words(71, "insufficient_security", "what was offered is too weak for it"),
          words(80, "internal_error", "it has a trouble of its own"),
          words(86, "inappropriate_fallback", "the client tried a lower version than it needs to"),
          words(90, "user_canceled", "somebody gave up the handshake"),
          words(100, "no_renegotiation", "it does not negotiate again"),
          words(109, "missing_extension", "an extension that must be there is missing"),
          words(110, "unsupported_extension", "an extension came that was not asked for"),
          words(111, "certificate_unobtainable", "a certificate could not be fetched"),
          words(112, "unrecognized_name", "it has no certificate for the name in server_name"),
          words(113, "bad_certificate_status_response", "the stapled OCSP response is not good"),
          words(114, "bad_certificate_hash_value", "a certificate is not the one announced"),
          words(115, "unknown_psk_identity", "it does not know the pre-shared key"),
          words(116, "certificate_required", "it wants a client certificate and got none"),
          words(120, "no_application_protocol", "it speaks none of the protocols in ALPN"),
          words(121, "ech_required", "it wants an encrypted ClientHello"));

  private static Map.Entry<Integer, Words> words(int description, String name, String meaning) {
    return Map.entry(description, new Words(name, meaning));
  }

  /// RFC 8446 6.2: after close_notify and the like the connection ends in order; all others are
  /// failures.
  public boolean isFailure() {
    return description != CLOSE_NOTIFY && description != 90 && description != 100;
  }

  /// The name of the standard, such as `unknown_ca`.
  public String name() {
    Words words = WORDS.get(description);
    return words == null ? "alert " + description : words.name();
  }

  /// What the sender says with it, as a clause about "it".
  public String meaning() {
    Words words = WORDS.get(description);
    return words == null ? "no RFC says what it means" : words.meaning();
  }

  /// `fatal unknown_ca (48): it does not know the CA of the certificate it was shown`.
  @Override
  public String toString() {
    String kind = level == 2 ? "fatal" : level == 1 ? "warning" : "level " + level;
    return "%s %s (%d): %s".formatted(kind, name(), description, meaning());
  }
}
