package ringfence.mikey;

/// The envelope data payload, RFC 3830 section 6.3: the envelope key, encrypted to the Responder's
/// public key. `cache` is the C field, 0 to 3.
public record Pke(int cache, Octets data) implements Payload {
  static final int NO_CACHE = 0;

  public Pke {
    if (cache >>> 2 != 0) throw new IllegalArgumentException("cache type " + cache);
    if (data.length() >>> 14 != 0) throw new IllegalArgumentException("PKE too long");
  }

  static Pke read(OctetReader in) {
    int both = in.u16("PKE, C and Data len");
    return new Pke(both >>> 14, in.octets(both & 0x3FFF, "PKE, Data"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.PKE;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u16(cache << 14 | data.length()).octets(data).toArray();
    }
  }
}
