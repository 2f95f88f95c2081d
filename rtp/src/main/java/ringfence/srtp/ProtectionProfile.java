package ringfence.srtp;

/// How packets are protected: a cipher, an authentication and their lengths, RFC 3711 section 8.2.
///
/// Lengths are in octets. A new profile is a new line here and, when its cipher is new, a new case
/// of the packet transform.
public enum ProtectionProfile {
  /// The mandatory one: AES in counter mode with 128 bits, HMAC-SHA1 cut to 80 bits.
  AES_CM_128_HMAC_SHA1_80(10),
  /// The same with 32 bits of HMAC-SHA1 on RTP.
  AES_CM_128_HMAC_SHA1_32(4);

  private final int rtpTagLength;

  ProtectionProfile(int rtpTagLength) {
    this.rtpTagLength = rtpTagLength;
  }

  public int keyLength() {
    return 16;
  }

  public int saltLength() {
    return 14;
  }

  /// The octets of the authentication tag of an RTP packet.
  public int rtpTagLength() {
    return rtpTagLength;
  }

  /// The octets of the authentication tag of an RTCP packet.
  public int rtcpTagLength() {
    // RFC 3711 5.2: "for SRTCP, the pre-defined HMAC-SHA1 MUST NOT be applied with a value of
    // n_tag, nor n_a, that are smaller than these defaults"; RFC 4568 6.2 has 80 bits in its table.
    return 10;
  }

  int authenticationKeyLength() {
    return 20;
  }
}
