package ringfence.mikey;

import java.util.Arrays;
import java.util.Optional;

/// The cert hash payload, RFC 3830 section 6.8: which certificate the sender has used.
public record Chash(HashFunction function, Octets hash) implements Payload {
  /// The hash functions.
  public enum HashFunction {
    SHA_1(0, 20),
    MD5(1, 16);

    private final int number;
    private final int length;

    HashFunction(int number, int length) {
      this.number = number;
      this.length = length;
    }

    static Optional<HashFunction> of(int number) {
      return Arrays.stream(values()).filter(it -> it.number == number).findFirst();
    }

    public int number() {
      return number;
    }
  }

  public Chash {
    if (hash.length() != function.length) throw new IllegalArgumentException("length of hash");
  }

  static Chash read(OctetReader in) {
    int at = in.position();
    int number = in.u8("CHASH, Hash func");
    HashFunction function =
        HashFunction.of(number)
            .orElseThrow(
                () ->
                    new Fault(
                        ErrorNumber.INVALID_HA,
                        "RFC 3830 6.8",
                        "hash function " + number + " is unknown",
                        at));
    return new Chash(function, in.octets(function.length, "CHASH, Hash"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CHASH;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(function.number()).octets(hash).toArray();
    }
  }
}
