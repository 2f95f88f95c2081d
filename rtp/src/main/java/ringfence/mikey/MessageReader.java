package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;

/// Reads a message payload by payload, RFC 3830 section 5.3.
final class MessageReader {
  private MessageReader() {}

  static MikeyMessage read(byte[] octets) {
    if (octets.length > MikeyMessage.LONGEST) {
      throw new Fault(ErrorNumber.UNSPECIFIED, "RFC 3830 6", "a message that is too long", 0);
    }
    OctetReader in = new OctetReader(octets);
    int version = in.u8("HDR, version");
    if (version != CommonHeader.VERSION) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED, "RFC 3830 6.1", "version " + version + " of MIKEY is not 1", 0);
    }
    DataType type = dataType(in);
    int next = in.u8("HDR, next payload");
    CommonHeader header = CommonHeader.read(type, in);
    return new MikeyMessage(header, payloads(next, in));
  }

  private static DataType dataType(OctetReader in) {
    int number = in.u8("HDR, data type");
    return DataType.of(number)
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.INVALID_DT,
                    "RFC 3830 6.1",
                    "data type " + number + " is unknown",
                    1));
  }

  private static List<Payload> payloads(int first, OctetReader in) {
    List<Payload> payloads = new ArrayList<>();
    int next = first;
    int nextAt = 2;
    while (next != PayloadType.LAST) {
      PayloadType type = type(next, nextAt);
      nextAt = in.position();
      // RFC 3830 6.5: the signature "is always the last payload" and has no Next payload field.
      next = type == PayloadType.SIGN ? PayloadType.LAST : in.u8(type + ", Next payload");
      payloads.add(payload(type, in));
    }
    if (in.remaining() > 0) {
      throw new Fault(
          ErrorNumber.UNSPECIFIED,
          "RFC 3830 6.1",
          in.remaining() + " octets behind the last payload",
          in.position());
    }
    return payloads;
  }

  private static PayloadType type(int number, int at) {
    if (number == PayloadType.KEY_DATA) {
      // RFC 3830 6.13: "The Key data payloads are never included in clear".
      throw new Fault(ErrorNumber.UNSPECIFIED, "RFC 3830 6.13", "key data outside KEMAC", at);
    }
    return PayloadType.of(number)
        .orElseThrow(
            () ->
                new Fault(
                    ErrorNumber.UNSPECIFIED,
                    "RFC 3830 6.1",
                    "payload type " + number + " is unknown, and so is where it ends",
                    at));
  }

  private static Payload payload(PayloadType type, OctetReader in) {
    return switch (type) {
      case KEMAC -> Kemac.read(in);
      case PKE -> Pke.read(in);
      case DH -> DhValue.read(in);
      case SIGN -> Sign.read(in);
      case T -> Timestamp.read(in);
      case ID -> Identity.read(in);
      case CERT -> CertificatePayload.read(in);
      case CHASH -> Chash.read(in);
      case V -> VerMsg.read(in);
      case SP -> SecurityPolicy.read(in);
      case RAND -> Rand.read(in);
      case ERR -> Err.read(in);
      case GENERAL_EXTENSION -> GeneralExtension.read(in);
    };
  }
}
