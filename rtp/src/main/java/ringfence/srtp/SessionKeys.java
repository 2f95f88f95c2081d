package ringfence.srtp;

import java.util.Arrays;

/// What a master key gives for one direction of RTP or RTCP, RFC 3711 section 4.3: secrets, lent
/// and not handed out, and erased when closed.
public final class SessionKeys implements AutoCloseable {
  /// What the keys are for; RFC 3711 4.3.2: labels 0x00 to 0x02 are SRTP's, 0x03 to 0x05 SRTCP's.
  public enum Use {
    RTP,
    RTCP;

    private int firstLabel() {
      return this == RTP ? 0x00 : 0x03;
    }
  }

  private final byte[] cipherKey;
  private final byte[] authenticationKey;
  private final byte[] salt;

  /// Keys as they are, which become its own to erase.
  SessionKeys(byte[] cipherKey, byte[] authenticationKey, byte[] salt) {
    this.cipherKey = cipherKey;
    this.authenticationKey = authenticationKey;
    this.salt = salt;
  }

  /// The first derivation, which is the only one where keys are derived once.
  public static SessionKeys of(ProtectionProfile profile, MasterKey master, Use use) {
    return of(profile, master, use, 0);
  }

  /// One of several derivations; its number is index DIV key derivation rate.
  static SessionKeys of(ProtectionProfile profile, MasterKey master, Use use, long derivation) {
    if (!master.fits(profile)) {
      throw new IllegalArgumentException(master + " does not fit " + profile);
    }
    int label = use.firstLabel();
    try (CounterKeystream prf = master.use(CounterKeystream::new)) {
      return new SessionKeys(
          prf.ofLabel(label, derivation, profile.keyLength()),
          prf.ofLabel(label + 1, derivation, profile.authenticationKeyLength()),
          prf.ofLabel(label + 2, derivation, profile.saltLength()));
    }
  }

  /// The session encryption key itself, not to be kept.
  public byte[] cipherKey() {
    return cipherKey;
  }

  /// The session authentication key itself, not to be kept; of no octets where the cipher
  /// authenticates.
  public byte[] authenticationKey() {
    return authenticationKey;
  }

  /// The session salt itself, not to be kept.
  public byte[] salt() {
    return salt;
  }

  @Override
  public void close() {
    Arrays.fill(cipherKey, (byte) 0);
    Arrays.fill(authenticationKey, (byte) 0);
    Arrays.fill(salt, (byte) 0);
  }
}
