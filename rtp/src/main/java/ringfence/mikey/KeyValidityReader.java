package ringfence.mikey;

/// Reads key validity data, RFC 3830 section 6.14.
final class KeyValidityReader {
  private KeyValidityReader() {}

  /// Reads the validity of a KV type that stood at `typeAt`.
  static KeyValidity read(int type, int typeAt, OctetReader in) {
    return switch (type) {
      case 0 -> new KeyValidity.Null();
      case 1 -> new KeyValidity.Spi(in.octets(in.u8("SPI Length"), "SPI"));
      case 2 ->
          new KeyValidity.Interval(
              in.octets(in.u8("VF Length"), "Valid From"),
              in.octets(in.u8("VT Length"), "Valid To"));
      default ->
          throw new Fault(
              ErrorNumber.UNSPECIFIED,
              "RFC 3830 6.13",
              "key validity type " + type + " is unknown",
              typeAt);
    };
  }
}
