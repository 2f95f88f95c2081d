package ringfence.media.negotiation;

/// What may be secure, what must be, and how keys are agreed.
///
/// @param keepKeys whether own keys stay when the session is updated (hold, resume); otherwise each
///   update has new ones
public record SecurityPolicy(Mode mode, KeyManagement keyManagement, boolean keepKeys) {
  public static final SecurityPolicy UNSECURE = of(Mode.UNSECURE);
  public static final SecurityPolicy SECURE = of(Mode.SECURE);
  public static final SecurityPolicy SECURE_WITH_FALLBACK = of(Mode.SECURE_WITH_FALLBACK);

  /// The RTP mode of the unit.
  public enum Mode {
    /// Only RTP.
    UNSECURE,
    /// Only SRTP.
    SECURE,
    /// SRTP, and RTP if the peer has no security.
    SECURE_WITH_FALLBACK;

    boolean allowsPlain() {
      return this != SECURE;
    }

    boolean allowsSecure() {
      return this != UNSECURE;
    }
  }

  private static SecurityPolicy of(Mode mode) {
    return new SecurityPolicy(mode, KeyManagement.SDES, false);
  }
}
