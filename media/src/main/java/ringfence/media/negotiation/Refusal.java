package ringfence.media.negotiation;

/// Why an offer or an answer cannot be used: what it has, and what would have been needed.
///
/// @param by who objects: the answerer to an offer, the offerer to an answer
/// @param offered what the other side's description says
/// @param required what the objecting side asks for
public record Refusal(Kind kind, Role by, String offered, String required) {
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
    /// A secure stream whose keys come by the other protocol: MIKEY instead of SDES, or SDES
    /// instead of MIKEY.
    WRONG_KEY_MANAGEMENT,
    /// A secure stream without a key, or with keys for suites alone that we have not.
    NO_COMMON_SUITE,
    /// Key lines that break RFC 4568 or RFC 4567.
    BAD_KEYS,
    /// A MIKEY message that does not convince: the whole session fails with it, RFC 4567 section
    /// 4.1.2.
    KEY_EXCHANGE,
    /// T.38, which is never encrypted, on a secure call that does not allow it.
    UNSECURE_FAX,
    /// T.38, which may be, but nobody here can receive it.
    NO_FAX,
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
            BAD_KEYS,
            KEY_EXCHANGE,
            UNSECURE_FAX ->
            true;
        case MALFORMED, NO_AUDIO, TRANSPORT, NO_COMMON_CODEC, NO_FAX, ADDRESS, OFFER_ANSWER ->
            false;
      };
    }
  }

  static Refusal ofOffer(Kind kind, String offered, String required) {
    return new Refusal(kind, Role.ANSWERER, offered, required);
  }

  static Refusal ofAnswer(Kind kind, String offered, String required) {
    return new Refusal(kind, Role.OFFERER, offered, required);
  }

  /// A sentence for a person, without quotes, as a Warning's text can carry it.
  public String text() {
    return switch (by) {
      case ANSWERER -> "the answerer requires " + required + ", the offer has " + offered;
      case OFFERER -> "the offerer requires " + required + ", the answer has " + offered;
    };
  }
}
