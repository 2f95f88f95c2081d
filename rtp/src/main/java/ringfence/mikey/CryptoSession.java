package ringfence.mikey;

import ringfence.rtp.Ssrc;

/// A stream as the map of the common header names it (SRTP-ID), RFC 3830 section 6.1.1.
///
/// Its Crypto Session ID is its place in the map, from 1. An SSRC of 0 is one that its sender has
/// not chosen yet. `rolloverCounter` is the stream's ROC, 0 to 2^32-1.
public record CryptoSession(int policyNumber, Ssrc ssrc, long rolloverCounter) {
  static final Ssrc NOT_CHOSEN = new Ssrc(0);

  public CryptoSession {
    if (policyNumber >>> 8 != 0) throw new IllegalArgumentException("policy no " + policyNumber);
    if (rolloverCounter >>> 32 != 0) throw new IllegalArgumentException("ROC " + rolloverCounter);
  }

  static CryptoSession read(OctetReader in) {
    String what = "HDR, CS ID map info";
    int policy = in.u8(what);
    Ssrc ssrc = new Ssrc(in.u32(what));
    return new CryptoSession(policy, ssrc, in.u32(what) & 0xFFFF_FFFFL);
  }

  void write(OctetWriter out) {
    out.u8(policyNumber).u32(ssrc.bits()).u32((int) rolloverCounter);
  }

  boolean isOpen() {
    return ssrc.equals(NOT_CHOSEN);
  }

  CryptoSession with(Ssrc chosen) {
    return new CryptoSession(policyNumber, chosen, rolloverCounter);
  }
}
