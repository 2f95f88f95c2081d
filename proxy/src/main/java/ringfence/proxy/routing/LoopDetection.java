package ringfence.proxy.routing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import ringfence.sip.message.Header;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.Via;

/// Branches whose second part tells a loop from a spiral, RFC 5393 section 4.2.
final class LoopDetection {
  private final OwnAddresses own;
  private final RandomGenerator chance;

  LoopDetection(OwnAddresses own, RandomGenerator chance) {
    this.own = own;
    this.chance = chance;
  }

  /// A fresh branch for a copy of this request, as it came in.
  String branch(SipRequest received) {
    byte[] unique = new byte[8];
    chance.nextBytes(unique);
    return Via.MAGIC_COOKIE + HexFormat.of().formatHex(unique) + "." + secondPart(received);
  }

  /// Whether the request was here before, unchanged in all that its route depends on.
  boolean hasLooped(SipRequest received) {
    // RFC 5393 4.2.2: "If these values are equal, the request has looped and the proxy MUST reject
    // the request with a 482 (Loop Detected) response."
    List<String> ours = ownBranches(received);
    if (ours.isEmpty()) return false;
    String now = "." + secondPart(received);
    return ours.stream().anyMatch(branch -> branch.endsWith(now));
  }

  private List<String> ownBranches(SipRequest received) {
    List<String> found = new ArrayList<>(1);
    for (Via via : received.headers().all(Header.VIA)) {
      if (own.isOwnSentBy(via.sentBy())) via.branch().ifPresent(found::add);
    }
    return found;
  }

  // RFC 5393 4.2.4: "a hash over the concatenation of the Request-URI, any Route header field
  // values
  // used during processing the request"; "The Call-ID and CSeq fields would be good inputs".
  private static String secondPart(SipRequest received) {
    var text = new StringBuilder(received.uri().toString());
    for (NameAddr route : received.headers().all(Header.ROUTE)) text.append('\n').append(route);
    received.headers().first(Header.CALL_ID).ifPresent(id -> text.append('\n').append(id));
    received.headers().first(Header.CSEQ).ifPresent(cseq -> text.append('\n').append(cseq));
    var crc = new CRC32C();
    crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
