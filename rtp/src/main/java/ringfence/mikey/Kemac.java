package ringfence.mikey;

/// The key data transport payload, RFC 3830 section 6.2: the keys, encrypted, and the MAC.
///
/// `encryption` is the number of the Encr alg field (see `EncryptionAlgorithm`).
public record Kemac(int encryption, Octets data, MacAlgorithm macAlgorithm, Octets mac)
    implements Payload {
  public Kemac {
    if (data.length() > 0xFFFF) throw new IllegalArgumentException("KEMAC too long");
    if (mac.length() != macAlgorithm.length()) throw new IllegalArgumentException("length of MAC");
  }

  static Kemac read(OctetReader in) {
    int encryption = in.u8("KEMAC, Encr alg");
    Octets data = in.octets(in.u16("KEMAC, Encr data len"), "KEMAC, Encr data");
    MacAlgorithm algorithm = MacAlgorithm.read(in, "RFC 3830 6.2");
    return new Kemac(encryption, data, algorithm, in.octets(algorithm.length(), "KEMAC, MAC"));
  }

  /// The same with another MAC.
  Kemac with(byte[] mac) {
    return new Kemac(encryption, data, macAlgorithm, Octets.of(mac));
  }

  @Override
  public PayloadType type() {
    return PayloadType.KEMAC;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      out.u8(encryption).u16(data.length()).octets(data);
      return out.u8(macAlgorithm.number()).octets(mac).toArray();
    }
  }

  /// Says nothing of keys that are in clear.
  @Override
  public String toString() {
    boolean clear = encryption == EncryptionAlgorithm.NULL.number();
    String shown = clear ? data.length() + " octets in clear" : data.hex();
    return "Kemac[encryption=" + encryption + ", data=" + shown + ", mac=" + mac + "]";
  }
}
