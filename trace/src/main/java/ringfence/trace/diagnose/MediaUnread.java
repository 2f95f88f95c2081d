package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.trace.decode.Content;

/// No cause, but why the cause may not be seen: media is protected, and no known key opens any of
/// it.
final class MediaUnread {
  /// So few may be what somebody else sent.
  private static final long ENOUGH = 10;

  private MediaUnread() {}

  static List<Verdict> judge(CaseFile file) {
    if (file.media().stream().anyMatch(MediaUnread::isOpened)) return List.of();
    boolean mikey =
        file.messages().stream()
            .anyMatch(said -> OfferedKeys.of(said).equals(Optional.of(OfferedKeys.MIKEY)));
    return file.media().stream()
        .filter(way -> way.packets() >= ENOUGH && way.locked() == way.packets())
        .flatMap(way -> way.first().stream().map(first -> verdict(way, first.frame(), mikey)))
        .limit(1)
        .toList();
  }

  private static boolean isOpened(MediaWay way) {
    boolean safe =
        way.first().filter(it -> it.what().security() != Content.Security.CLEAR).isPresent();
    return safe && way.locked() < way.packets();
  }

  private static Verdict verdict(MediaWay way, long frame, boolean mikey) {
    String sentence = "The media could not be read: no known key opens the SRTP from " + way + ".";
    return Verdict.of("capture.unread", 0.1, sentence)
        .seen(frame, "its first packet")
        .cure(
            mikey
                ? "Give the pre-shared key that MIKEY was used with (--psk-file)."
                : "Give what opens the TLS that the keys went through (--keylog), or capture from"
                    + " the beginning of the call.");
  }
}
