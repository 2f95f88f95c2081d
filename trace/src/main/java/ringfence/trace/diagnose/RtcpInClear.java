package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import ringfence.trace.decode.Content;

/// RFC 3711 section 3.4: SRTCP goes with SRTP; here the media is protected and its RTCP is not.
final class RtcpInClear {
  private RtcpInClear() {}

  static List<Verdict> judge(CaseFile file) {
    return file.media().stream()
        .filter(way -> way.clearRtcp().isPresent())
        .flatMap(way -> judge(way, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(MediaWay way, CaseFile file) {
    var rtcp = way.clearRtcp().orElseThrow();
    return file.media().stream()
        .filter(each -> sameHosts(each, way) && isProtected(each))
        .findFirst()
        .map(
            each ->
                Verdict.of(
                        "media.rtcp-in-clear",
                        0.9,
                        "The media is protected, and its RTCP goes in clear: " + way + ".")
                    .seen(each.first().orElseThrow().frame(), "SRTP from " + each)
                    .seen(rtcp.frame(), "RTCP in clear: " + rtcp.what().info())
                    .cure("Let the device that sends it protect RTCP too, or update it.")
                    .at(UnitField.RTP_MODE));
  }

  private static boolean sameHosts(MediaWay one, MediaWay other) {
    return host(one.source()).equals(host(other.source()))
        && host(one.destination()).equals(host(other.destination()));
  }

  private static String host(InetSocketAddress address) {
    return address.getHostString();
  }

  private static boolean isProtected(MediaWay way) {
    return way.first().filter(each -> each.what().security() != Content.Security.CLEAR).isPresent();
  }
}
