package ringfence.mikey;

import java.util.List;

/// The general extension payload, RFC 3830 section 6.15. `kind` is its Type: 0 is a vendor ID, 1
/// the list of SDP key management IDs, 3 a key ID (RFC 4563).
public record GeneralExtension(int kind, Octets data) implements Payload {
  static final int VENDOR_ID = 0;
  static final int SDP_IDS = 1;

  public GeneralExtension {
    if (kind >>> 8 != 0) throw new IllegalArgumentException("extension type " + kind);
    if (data.length() > 0xFFFF) throw new IllegalArgumentException("extension too long");
  }

  /// What binds an offer's key management protocols to the message, RFC 4567 section 7.
  static GeneralExtension ofSdpIds(List<String> protocols) {
    return new GeneralExtension(SDP_IDS, Octets.ofText(String.join(";", protocols)));
  }

  static GeneralExtension read(OctetReader in) {
    int kind = in.u8("General extension, Type");
    return new GeneralExtension(
        kind, in.octets(in.u16("General extension, Length"), "General extension, Data"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.GENERAL_EXTENSION;
  }

  @Override
  public byte[] body() {
    try (var out = new OctetWriter()) {
      return out.u8(kind).u16(data.length()).octets(data).toArray();
    }
  }
}
