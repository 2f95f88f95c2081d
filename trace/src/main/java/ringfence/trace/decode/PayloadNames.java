package ringfence.trace.decode;

import java.util.Map;
import java.util.Optional;
import ringfence.sdp.MediaDescription;
import ringfence.sdp.RtpMap;

/// The encoding names of payload types: by the description, else those of RFC 3551 tables 4 and 5.
final class PayloadNames {
  private static final Map<Integer, String> STATIC =
      Map.ofEntries(
          Map.entry(0, "PCMU"),
          Map.entry(3, "GSM"),
          Map.entry(4, "G723"),
          Map.entry(8, "PCMA"),
          Map.entry(9, "G722"),
          Map.entry(13, "CN"),
          Map.entry(15, "G728"),
          Map.entry(18, "G729"),
          Map.entry(26, "JPEG"),
          Map.entry(31, "H261"),
          Map.entry(34, "H263"));

  private PayloadNames() {}

  static String of(int payloadType, Optional<MediaDescription> line) {
    return line.flatMap(it -> it.rtpMap(payloadType))
        .map(RtpMap::encodingName)
        .orElseGet(() -> STATIC.getOrDefault(payloadType, "DynamicRTP-Type-" + payloadType));
  }
}
