package ringfence.mikey;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A Diffie-Hellman exchange in one of the groups of RFC 3830 section 4.2.7, whose generator is 2.
final class DiffieHellman implements AutoCloseable {
  /// The octets of a private value: twice the security that the largest group has.
  private static final int PRIVATE_LENGTH = 32;

  private static final BigInteger GENERATOR = BigInteger.TWO;

  private final DhGroup group;
  private final Secret exponent;

  DiffieHellman(DhGroup group, Secret exponent) {
    this.group = group;
    this.exponent = exponent;
  }

  static DiffieHellman choose(DhGroup group, RandomGenerator chance) {
    byte[] exponent = new byte[PRIVATE_LENGTH];
    chance.nextBytes(exponent);
    return new DiffieHellman(group, new Secret(exponent));
  }

  DhGroup group() {
    return group;
  }

  /// The public value.
  DhValue value() {
    return new DhValue(group, Octets.of(power(GENERATOR)), 0, new KeyValidity.Null());
  }

  /// The TGK that comes of the other's value, which stands at octet `at` of its message.
  KeyData agree(DhValue other, int at) {
    BigInteger value = new BigInteger(1, other.value().array());
    // Values of 0, 1 and p-1 would make the key known to everyone.
    boolean usable =
        other.group() == group
            && value.compareTo(BigInteger.ONE) > 0
            && value.compareTo(group.prime().subtract(BigInteger.ONE)) < 0;
    if (!usable) {
      throw new Fault(ErrorNumber.INVALID_DH, "RFC 3830 6.4", "a DH value that is no use", at);
    }
    Secret shared = new Secret(power(value));
    return new KeyData(false, shared, Optional.empty(), other.validity());
  }

  /// RFC 3830 6.4: the length is implicit from the group, so leading zeros stay.
  private byte[] power(BigInteger base) {
    BigInteger result = exponent.use(it -> base.modPow(new BigInteger(1, it), group.prime()));
    byte[] digits = result.toByteArray();
    byte[] octets = new byte[group.length()];
    int used = Math.min(digits.length, octets.length);
    System.arraycopy(digits, digits.length - used, octets, octets.length - used, used);
    Arrays.fill(digits, (byte) 0);
    return octets;
  }

  @Override
  public void close() {
    exponent.close();
  }
}
