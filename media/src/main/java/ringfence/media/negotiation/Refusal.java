package ringfence.media.negotiation;

/// Why an offer or an answer cannot be used: what it has, and what would have been needed.
///
/// @param offered what the peer's description says
/// @param required what ours asks for
public record Refusal(Kind kind, String offered, String required) {
  /// What is objected to.
  public enum Kind {
    /// Not a session description.
    MALFORMED,
    /// No audio stream at all, or none that is open.
    NO_AUDIO,
    /// Audio, but by a transport that we do not speak.
    TRANSPORT,
    /// No codec that both have.
    NO_COMMON_CODEC,
    /// A plain stream where ours must be secure.
    SECURITY_REQUIRED,
    /// A secure stream where ours are plain.
    SECURITY_NOT_ALLOWED,
    /// A secure stream whose keys come by the other protocol: MIKEY instead of SDES.
    WRONG_KEY_MANAGEMENT,
    /// A secure stream without a key, or with keys for suites alone that we have not.
    NO_COMMON_SUITE,
    /// Key lines that break RFC 4568.
    BAD_KEYS,
    /// An address that is no literal address.
    ADDRESS,
    /// An answer that does not fit its offer; RFC 3264 section 6.
    OFFER_ANSWER;

    /// Whether the peer's wish for security, or want of it, is what was refused.
    public boolean isSecurity() {
      return switch (this) {
        case SECURITY_REQUIRED,
            SECURITY_NOT_ALLOWED,
            WRONG_KEY_MANAGEMENT,
            NO_COMMON_SUITE,
            BAD_KEYS ->
            true;
        case MALFORMED, NO_AUDIO, TRANSPORT, NO_COMMON_CODEC, ADDRESS, OFFER_ANSWER -> false;
      };
    }
  }

  /// A sentence for a person, without quotes, as a Warning's text can carry it.
  public String text() {
    return "offered " + offered + ", required " + required;
  }
}
