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
    // RFC 3711 5.2: "the SRTCP authentication tag ... MUST NOT be less than 80 bits" by default,
    // and
    // RFC 4568 6.2.2: "the SRTCP tag is 80 bits" for the short suite too.
    return 10;
  }

  int authenticationKeyLength() {
    return 20;
  }
}
