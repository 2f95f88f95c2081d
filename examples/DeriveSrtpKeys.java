import java.util.HexFormat;
import ringfence.srtp.MasterKey;
import ringfence.srtp.ProtectionProfile;
import ringfence.srtp.SessionKeys;

/// Derives the session keys of RTP from a master key and salt: those of RFC 3711 appendix B.3.
void main() {
  var hex = HexFormat.of();
  var key = hex.parseHex("e1f97a0d3e018be0d64fa32c06de4139");
  var salt = hex.parseHex("0ec675ad498afeebb6960b3aabe6");
  var profile = ProtectionProfile.AES_CM_128_HMAC_SHA1_80;
  try (var master = new MasterKey(key, salt);
      var keys = SessionKeys.of(profile, master, SessionKeys.Use.RTP)) {
    IO.println("cipher key         " + hex.formatHex(keys.cipherKey()));
    IO.println("cipher salt        " + hex.formatHex(keys.salt()));
    IO.println("authentication key " + hex.formatHex(keys.authenticationKey()));
  }
}
