package ringfence.mikey;

import java.util.random.RandomGenerator;

/// The RAND payload, RFC 3830 section 6.11: the bundle's random bit-string, 0 to 255 octets.
public record Rand(Octets value) implements Payload {
  /// RFC 3830 6.11: the length "SHOULD be at least 16".
  static final int USUAL_LENGTH = 16;

  public Rand {
    if (value.length() > 255) throw new IllegalArgumentException("RAND too long");
  }

  static Rand choose(RandomGenerator chance) {
    byte[] octets = new byte[USUAL_LENGTH];
    chance.nextBytes(octets);
    return new Rand(Octets.of(octets));
  }

  static Rand read(OctetReader in) {
    return new Rand(in.octets(in.u8("RAND, RAND len"), "RAND"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.RAND;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(value.length()).octets(value).toArray();
    }
  }
}
