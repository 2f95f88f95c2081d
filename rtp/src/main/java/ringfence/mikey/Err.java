package ringfence.mikey;

/// The error payload, RFC 3830 section 6.12. `number` is the Error no (see `ErrorNumber`).
public record Err(int number, int reserved) implements Payload {
  public Err {
    if (number >>> 8 != 0) throw new IllegalArgumentException("error " + number);
    if (reserved >>> 16 != 0) throw new IllegalArgumentException("reserved bits " + reserved);
  }

  Err(ErrorNumber error) {
    this(error.number(), 0);
  }

  static Err read(OctetReader in) {
    return new Err(in.u8("ERR, Error no"), in.u16("ERR, Reserved"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.ERR;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(number).u16(reserved).toArray();
    }
  }
}
