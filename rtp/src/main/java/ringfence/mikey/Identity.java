package ringfence.mikey;

/// The ID payload, RFC 3830 section 6.7: who a party is. `kind` is the ID type: 0 is a network
/// access identifier, 1 a URI.
public record Identity(int kind, Octets data) implements Payload {
  static final int NAI = 0;
  static final int URI = 1;

  public Identity {
    if (kind >>> 8 != 0) throw new IllegalArgumentException("ID type " + kind);
    if (data.length() > 0xFFFF) throw new IllegalArgumentException("ID too long");
  }

  /// The identity of a URI, as in `sip:100@example.com`.
  public static Identity ofUri(String uri) {
    return new Identity(URI, Octets.ofText(uri));
  }

  static Identity read(OctetReader in) {
    int kind = in.u8("ID, ID Type");
    return new Identity(kind, in.octets(in.u16("ID, ID len"), "ID, ID data"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.ID;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(kind).u16(data.length()).octets(data).toArray();
    }
  }
}
