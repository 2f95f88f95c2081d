package ringfence.mikey;

/// The ver msg payload (V), RFC 3830 section 6.9: the MAC of a response.
public record VerMsg(MacAlgorithm algorithm, Octets data) implements Payload {
  public VerMsg {
    if (data.length() != algorithm.length()) throw new IllegalArgumentException("length of MAC");
  }

  static VerMsg read(OctetReader in) {
    MacAlgorithm algorithm = MacAlgorithm.read(in, "RFC 3830 6.9");
    return new VerMsg(algorithm, in.octets(algorithm.length(), "V, Ver data"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.V;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(algorithm.number()).octets(data).toArray();
    }
  }
}
