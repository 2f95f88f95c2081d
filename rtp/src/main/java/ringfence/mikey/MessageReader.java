package ringfence.mikey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a message payload by payload, RFC 3830 section 5.3, and keeps what was right before a
/// fault.
final class MessageReader {
  private final byte[] octets;
  private final OctetReader in;
  private Optional<CommonHeader> header = Optional.empty();
  private final List<Payload> payloads = new ArrayList<>();
  private final List<Integer> nextPayloads = new ArrayList<>();

  MessageReader(byte[] octets) {
    this.octets = octets;
    in = new OctetReader(octets);
  }

  static MikeyMessage read(byte[] octets) {
    return new MessageReader(octets).read();
  }

  MikeyMessage read() {
    if (octets.length > MikeyMessage.LONGEST) {
      throw unspecified("RFC 3830 6", "a message that is too long", 0);
    }
    int version = in.u8("HDR, version");
    if (version != CommonHeader.VERSION) {
      throw unspecified("RFC 3830 6.1", "version " + version + " of MIKEY is not 1", 0);
    }
    DataType type = dataType();
    int first = in.u8("HDR, next payload");
    header = Optional.of(CommonHeader.read(type, in));
    readPayloads(first);
    if (in.remaining() > 0) {
      throw unspecified(
          "RFC 3830 6.1", in.remaining() + " octets behind the last payload", in.position());
    }
    return new MikeyMessage(header.orElseThrow(), payloads);
  }

  private DataType dataType() {
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

  private void readPayloads(int first) {
    int number = first;
    int numberAt = 2;
    while (number != PayloadType.LAST) {
      PayloadType type = type(number, numberAt);
      numberAt = in.position();
      // RFC 3830 6.5: the signature "is always the last payload" and has no Next payload field.
      number = type == PayloadType.SIGN ? PayloadType.LAST : in.u8(type + ", Next payload");
      payloads.add(payload(type));
      nextPayloads.add(number);
    }
  }

  private static PayloadType type(int number, int at) {
    // RFC 3830 6.13: "The Key data payloads are never included in clear".
    if (number == PayloadType.KEY_DATA) {
      throw unspecified("RFC 3830 6.13", "key data outside KEMAC", at);
    }
    return PayloadType.of(number)
        .orElseThrow(
            () ->
                unspecified(
                    "RFC 3830 6.1",
                    "payload type " + number + " is unknown, and so is where it ends",
                    at));
  }

  private Payload payload(PayloadType type) {
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

  private static Fault unspecified(String clause, String reason, int at) {
    return new Fault(ErrorNumber.UNSPECIFIED, clause, reason, at);
  }

  /// The header, once it was read.
  Optional<CommonHeader> header() {
    return header;
  }

  /// The payloads that were read.
  List<Payload> payloads() {
    return payloads;
  }

  /// What the Next payload field of a payload has.
  int nextPayload(int index) {
    return nextPayloads.get(index);
  }
}
