package ringfence.trace.decode;

import java.util.List;
import ringfence.sdp.RtpMap;

/// What payload types mean: by the description, else by RFC 3551 tables 4 and 5.
final class PayloadNames {
  private static final int USUAL_CLOCK = 8000;

  private PayloadNames() {}

  static RtpMap of(int payloadType, List<RtpMap> maps) {
    return maps.stream()
        .filter(it -> it.payloadType() == payloadType)
        .findFirst()
        .orElseGet(() -> new RtpMap(payloadType, name(payloadType), clock(payloadType)));
  }

  private static String name(int payloadType) {
    return switch (payloadType) {
      case 0 -> "PCMU";
      case 3 -> "GSM";
      case 4 -> "G723";
      case 8 -> "PCMA";
      case 9 -> "G722";
      case 13 -> "CN";
      case 15 -> "G728";
      case 18 -> "G729";
      case 26 -> "JPEG";
      case 31 -> "H261";
      case 34 -> "H263";
      default -> "type " + payloadType;
    };
  }

  private static int clock(int payloadType) {
    // RFC 3551 table 5: video has a clock of 90 kHz
    return payloadType >= 25 && payloadType <= 34 ? 90_000 : USUAL_CLOCK;
  }
}
