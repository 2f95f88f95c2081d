package ringfence.sdes;

import java.math.BigInteger;
import ringfence.srtp.KeyIdentifier;

/// The MKI of a key parameter, RFC 4568 section 6.1: a positive number and how many octets, 1 to
/// 128, it has in a packet.
public record MasterKeyIdentifier(BigInteger value, int length) {
  public MasterKeyIdentifier {
    if (value.signum() <= 0) throw new IllegalArgumentException("an MKI of " + value);
    if (length < 1 || length > 128)
      throw new IllegalArgumentException("an MKI length of " + length);
    if (value.bitLength() > 8 * length) {
      throw new IllegalArgumentException("an MKI of over " + length + " octets");
    }
  }

  /// The octets that packets carry.
  public KeyIdentifier octets() {
    byte[] octets = new byte[length];
    byte[] digits = value.toByteArray();
    int used = Math.min(digits.length, length);
    System.arraycopy(digits, digits.length - used, octets, length - used, used);
    return KeyIdentifier.of(octets);
  }

  @Override
  public String toString() {
    return value + ":" + length;
  }
}
