package ringfence.trace.diagnose;

import java.util.List;

/// SRTP was agreed, and RTP in clear arrives, which nobody plays.
final class PlainMedia {
  private static final long ENOUGH = 10;

  private PlainMedia() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.Media.class)
        .filter(media -> media.plain() >= ENOUGH)
        .map(PlainMedia::verdict)
        .toList();
  }

  private static Verdict verdict(Noticed.Media media) {
    String sentence = "SRTP was agreed, and RTP in clear arrives from " + media.peer() + ".";
    return Verdict.of("media.plain-in-secure", 0.9, sentence)
        .noticed("%d packets in clear were dropped".formatted(media.plain()))
        .noticed(NothingHeard.counted(media))
        .cure("Let the other side encrypt what it sends, or take the relay on the way out.")
        .at(UnitField.RTP_MODE);
  }
}
