package ringfence.mikey;

/// One type and value of a security policy, RFC 3830 section 6.10; for SRTP those of table 6.10.1.a
/// and of RFC 7714 section 14.3.
public record PolicyParameter(int type, Octets value) {
  public PolicyParameter {
    if (type >>> 8 != 0) throw new IllegalArgumentException("parameter type " + type);
    if (value.length() > 255) throw new IllegalArgumentException("parameter too long");
  }

  static PolicyParameter read(OctetReader in) {
    int type = in.u8("SP, parameter Type");
    return new PolicyParameter(
        type, in.octets(in.u8("SP, parameter Length"), "SP, parameter Value"));
  }

  void write(OctetWriter out) {
    out.u8(type).u8(value.length()).octets(value);
  }
}
