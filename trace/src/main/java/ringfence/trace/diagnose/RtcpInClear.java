package ringfence.trace.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.trace.decode.Content;

/// RFC 3711 section 3.4: SRTCP goes with SRTP; here the media is protected and its RTCP is not.
final class RtcpInClear {
  private RtcpInClear() {}

  static List<Verdict> judge(CaseFile file) {
    Map<List<String>, MediaWay> safe =
        file.media().stream()
            .filter(RtcpInClear::isProtected)
            .collect(Collectors.toMap(RtcpInClear::hosts, way -> way, (first, _) -> first));
    return file.media().stream()
        .filter(way -> way.clearRtcp().isPresent())
        .flatMap(way -> judge(way, Optional.ofNullable(safe.get(hosts(way)))).stream())
        .toList();
  }

  /// @param safe the protected media between the same hosts
  private static Optional<Verdict> judge(MediaWay way, Optional<MediaWay> safe) {
    var rtcp = way.clearRtcp().orElseThrow();
    return safe.map(
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

  private static List<String> hosts(MediaWay way) {
    return List.of(way.source().getHostString(), way.destination().getHostString());
  }

  private static boolean isProtected(MediaWay way) {
    return way.first().filter(each -> each.what().security() != Content.Security.CLEAR).isPresent();
  }
}
