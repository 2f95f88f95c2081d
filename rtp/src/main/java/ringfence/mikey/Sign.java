package ringfence.mikey;

/// The signature payload, RFC 3830 section 6.5: the last one, and the one without a Next payload
/// field. `algorithm` is the S type: 0 is RSA PKCS #1 1.5, 1 is RSA-PSS.
public record Sign(int algorithm, Octets signature) implements Payload {
  public Sign {
    if (algorithm >>> 4 != 0) throw new IllegalArgumentException("S type " + algorithm);
    if (signature.length() >>> 12 != 0) throw new IllegalArgumentException("SIGN too long");
  }

  static Sign read(OctetReader in) {
    int both = in.u16("SIGN, S type and Signature len");
    return new Sign(both >>> 12, in.octets(both & 0xFFF, "SIGN, Signature"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.SIGN;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u16(algorithm << 12 | signature.length()).octets(signature).toArray();
    }
  }
}
