package ringfence.mikey;

import java.util.stream.Stream;

/// The first payload of each message (HDR), RFC 3830 section 6.1, without its Next payload field.
///
/// `verificationWanted` is the V flag, which means something from the Initiator alone; `prf` is the
/// PRF func, of which 0 (MIKEY-1) is the only one defined.
public record CommonHeader(
    DataType dataType, boolean verificationWanted, int prf, int csbId, CsIdMap map) {
  static final int VERSION = 1;
  static final int PRF_MIKEY_1 = 0;

  public CommonHeader {
    if (prf >>> 7 != 0) throw new IllegalArgumentException("PRF func " + prf);
  }

  /// The header of a message whose second octet has been read, with `nextPayload` taken.
  static CommonHeader read(DataType type, OctetReader in) {
    int flags = in.u8("HDR, V and PRF func");
    int csbId = in.u32("HDR, CSB ID");
    return new CommonHeader(type, flags >>> 7 == 1, flags & 0x7F, csbId, map(in));
  }

  private static CsIdMap map(OctetReader in) {
    int count = in.u8("HDR, #CS");
    int at = in.position();
    int type = in.u8("HDR, CS ID map type");
    return switch (type) {
      case 0 ->
          new CsIdMap.SrtpId(Stream.generate(() -> CryptoSession.read(in)).limit(count).toList());
      case 1 -> new CsIdMap.Empty(count);
      default ->
          throw new Fault(
              ErrorNumber.UNSPECIFIED,
              "RFC 3830 6.1",
              "CS ID map type " + type + " is unknown",
              at);
    };
  }

  void write(int nextPayload, OctetWriter out) {
    out.u8(VERSION).u8(dataType.number()).u8(nextPayload);
    out.u8((verificationWanted ? 0x80 : 0) | prf).u32(csbId);
    out.octets(map.octets());
  }

  int length() {
    return 8 + map.octets().length;
  }
}
