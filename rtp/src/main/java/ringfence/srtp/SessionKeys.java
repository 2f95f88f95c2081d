package ringfence.srtp;

import java.util.Arrays;

/// What a master key gives for one direction of RTP or RTCP, RFC 3711 section 4.3; with a key
/// derivation rate of 0: derived once.
final class SessionKeys implements AutoCloseable {
  /// RFC 3711 4.3.2: labels 0x00 to 0x02 are SRTP's, 0x03 to 0x05 SRTCP's.
  private static final int RTP = 0x00;

  private static final int RTCP = 0x03;

  private final byte[] cipherKey;
  private final byte[] authenticationKey;
  private final byte[] salt;

  private SessionKeys(CounterKeystream prf, int label, ProtectionProfile profile) {
    cipherKey = prf.ofLabel(label, profile.keyLength());
    authenticationKey = prf.ofLabel(label + 1, profile.authenticationKeyLength());
    salt = prf.ofLabel(label + 2, profile.saltLength());
  }

  static SessionKeys ofRtp(ProtectionProfile profile, MasterKey master) {
    return of(profile, master, RTP);
  }

  static SessionKeys ofRtcp(ProtectionProfile profile, MasterKey master) {
    return of(profile, master, RTCP);
  }

  private static SessionKeys of(ProtectionProfile profile, MasterKey master, int label) {
    if (!master.fits(profile)) {
      throw new IllegalArgumentException(master + " does not fit " + profile);
    }
    return master.use(
        (key, salt) -> new SessionKeys(new CounterKeystream(key, salt), label, profile));
  }

  byte[] cipherKey() {
    return cipherKey;
  }

  byte[] authenticationKey() {
    return authenticationKey;
  }

  byte[] salt() {
    return salt;
  }

  @Override
  public void close() {
    Arrays.fill(cipherKey, (byte) 0);
    Arrays.fill(authenticationKey, (byte) 0);
    Arrays.fill(salt, (byte) 0);
  }
}
