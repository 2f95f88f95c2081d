package ringfence.mikey;

import java.security.MessageDigest;

/// The verification message's MAC, RFC 3830 sections 5.2 and 6.9.
final class Verification {
  private Verification() {}

  /// A response with its V payload behind it.
  static MikeyMessage seal(MikeyMessage response, MessageKeys keys, Parties parties) {
    int length = MacAlgorithm.HMAC_SHA_1_160.length();
    MikeyMessage draft = response.with(verMsg(new byte[length]));
    return response.with(verMsg(mac(draft.covered(length), keys, parties)));
  }

  private static VerMsg verMsg(byte[] mac) {
    return new VerMsg(MacAlgorithm.HMAC_SHA_1_160, Octets.of(mac));
  }

  /// Whether the V payload at the end of a response is right.
  static boolean isRight(MikeyMessage response, VerMsg last, MessageKeys keys, Parties parties) {
    byte[] covered = response.covered(last.data().length());
    return last.algorithm() == MacAlgorithm.HMAC_SHA_1_160
        && MessageDigest.isEqual(mac(covered, keys, parties), last.data().array());
  }

  /// RFC 3830 5.2: "the Identity_i || Identity_r || Timestamp MUST directly follow the MIKEY
  /// message in the Verification MAC calculation".
  private static byte[] mac(byte[] covered, MessageKeys keys, Parties parties) {
    return keys.mac(
        covered,
        parties.initiator().array(),
        parties.responder().array(),
        parties.timestamp().octets());
  }
}
