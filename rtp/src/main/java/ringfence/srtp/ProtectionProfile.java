package ringfence.srtp;

/// How packets are protected: a cipher, an authentication and their lengths, RFC 3711 section 8.2,
/// RFC 6188 and RFC 7714.
///
/// Lengths are in octets. A new profile is a new line here and, when its cipher is new, a new case
/// of the packet transform.
public enum ProtectionProfile {
  /// The mandatory one: AES in counter mode with 128 bits, HMAC-SHA1 cut to 80 bits.
  AES_CM_128_HMAC_SHA1_80(Cipher.AES_CM, 16, 10),
  /// The same with 32 bits of HMAC-SHA1 on RTP.
  AES_CM_128_HMAC_SHA1_32(Cipher.AES_CM, 16, 4),
  AES_192_CM_HMAC_SHA1_80(Cipher.AES_CM, 24, 10),
  AES_192_CM_HMAC_SHA1_32(Cipher.AES_CM, 24, 4),
  AES_256_CM_HMAC_SHA1_80(Cipher.AES_CM, 32, 10),
  AES_256_CM_HMAC_SHA1_32(Cipher.AES_CM, 32, 4),
  AEAD_AES_128_GCM(Cipher.AES_GCM, 16, 16),
  AEAD_AES_256_GCM(Cipher.AES_GCM, 32, 16),
  /// Nothing is encrypted: for debugging, by MIKEY alone.
  NULL_HMAC_SHA1_80(Cipher.NULL, 16, 10),
  NULL_HMAC_SHA1_32(Cipher.NULL, 16, 4);

  /// What encrypts, and with GCM authenticates too.
  public enum Cipher {
    NULL,
    AES_CM,
    AES_GCM
  }

  private final Cipher cipher;
  private final int keyLength;
  private final int rtpTagLength;

  ProtectionProfile(Cipher cipher, int keyLength, int rtpTagLength) {
    this.cipher = cipher;
    this.keyLength = keyLength;
    this.rtpTagLength = rtpTagLength;
  }

  public Cipher cipher() {
    return cipher;
  }

  public int keyLength() {
    return keyLength;
  }

  public int saltLength() {
    // RFC 7714 12: "AEAD_AES_128_GCM: ... master salt length 96 bits"
    return cipher == Cipher.AES_GCM ? 12 : 14;
  }

  /// The octets of the authentication tag of an RTP packet.
  public int rtpTagLength() {
    return rtpTagLength;
  }

  /// The octets of the authentication tag of an RTCP packet.
  public int rtcpTagLength() {
    // RFC 3711 5.2: "for SRTCP, the pre-defined HMAC-SHA1 MUST NOT be applied with a value of
    // n_tag, nor n_a, that are smaller than these defaults"; RFC 4568 6.2 has 80 bits in its table.
    return Math.max(10, rtpTagLength);
  }

  int authenticationKeyLength() {
    return cipher == Cipher.AES_GCM ? 0 : 20;
  }
}
