package ringfence.mikey;

import java.math.BigInteger;
import java.util.Arrays;

/// The Diffie-Hellman groups, RFC 3830 table 6.4.
public enum DhGroup {
  OAKLEY_5(
      0,
      192,
      "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74"
          + "020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437"
          + "4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
          + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05"
          + "98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb"
          + "9ed529077096966d670c354e4abc9804f1746c08ca237327ffffffffffffffff"),
  OAKLEY_1(
      1,
      96,
      "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74"
          + "020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437"
          + "4fe1356d6d51c245e485b576625e7ec6f44c42e9a63a3620ffffffffffffffff"),
  OAKLEY_2(
      2,
      128,
      "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74"
          + "020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437"
          + "4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
          + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff");

  private final int number;
  private final int length;
  private final BigInteger prime;

  DhGroup(int number, int length, String prime) {
    this.number = number;
    this.length = length;
    this.prime = new BigInteger(prime, 16);
  }

  static DhGroup read(OctetReader in) {
    int at = in.position();
    int number = in.u8("DH, DH-Group");
    return Arrays.stream(values())
        .filter(it -> it.number == number)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.INVALID_DH,
                    "RFC 3830 6.4",
                    "DH group " + number + " is unknown",
                    at));
  }

  /// The modulus, RFC 2409 section 6 and RFC 3526 section 2; the generator is 2.
  BigInteger prime() {
    return prime;
  }

  public int number() {
    return number;
  }

  /// The octets of a DH value, leading zeros included.
  public int length() {
    return length;
  }
}
