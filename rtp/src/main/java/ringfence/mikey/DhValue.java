package ringfence.mikey;

/// The DH data payload, RFC 3830 section 6.4: a public value and when the key that comes of it is
/// valid.
public record DhValue(DhGroup group, Octets value, int reserved, KeyValidity validity)
    implements Payload {
  public DhValue {
    if (value.length() != group.length()) throw new IllegalArgumentException("length of DH value");
    if (reserved >>> 4 != 0) throw new IllegalArgumentException("reserved bits " + reserved);
  }

  static DhValue read(OctetReader in) {
    DhGroup group = DhGroup.read(in);
    Octets value = in.octets(group.length(), "DH, DH-value");
    int at = in.position();
    int both = in.u8("DH, KV");
    return new DhValue(group, value, both >>> 4, KeyValidityReader.read(both & 0xF, at, in));
  }

  @Override
  public PayloadType type() {
    return PayloadType.DH;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      out.u8(group.number()).octets(value).u8(reserved << 4 | validity.number());
      out.octets(validity.octets());
      return out.toArray();
    }
  }
}
