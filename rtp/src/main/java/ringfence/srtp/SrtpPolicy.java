package ringfence.srtp;

/// How the packets of a session are protected in all particulars: a profile, and what an agreement
/// may change of it; RFC 3830 section 6.10.1, RFC 4568 section 6.3.
///
/// @param rtpEncrypted whether the payload of RTP is encrypted
/// @param rtcpEncrypted whether RTCP is encrypted
/// @param rtpAuthenticated whether RTP carries a tag; RTCP always does
/// @param keyDerivationRate after how many packets session keys are derived anew: a power of 2 up
///   to 2^24, or 0 for never
public record SrtpPolicy(
    ProtectionProfile profile,
    boolean rtpEncrypted,
    boolean rtcpEncrypted,
    boolean rtpAuthenticated,
    int keyDerivationRate) {
  private static final int SLOWEST_RATE = 1 << 24;

  public SrtpPolicy {
    // RFC 3711 3.2.1: "an integer in the set {1,2,4,...,2^24}", or zero
    boolean isRate = Integer.bitCount(keyDerivationRate) <= 1 && keyDerivationRate >= 0;
    if (!isRate || keyDerivationRate > SLOWEST_RATE) {
      throw new IllegalArgumentException("a key derivation rate of " + keyDerivationRate);
    }
  }

  /// The profile as it is: all encrypted and authenticated, keys derived once.
  public static SrtpPolicy of(ProtectionProfile profile) {
    return new SrtpPolicy(profile, true, true, true, 0);
  }

  /// Whether RTP packets carry a tag: with GCM they always do, RFC 7714 section 8.2.
  boolean authenticatesRtp() {
    return rtpAuthenticated || profile.cipher() == ProtectionProfile.Cipher.AES_GCM;
  }

  /// Whether nothing of the profile was switched off.
  public boolean isFull() {
    return rtpEncrypted && rtcpEncrypted && rtpAuthenticated;
  }
}
