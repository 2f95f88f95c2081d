package ringfence.trace.diagnose;

import java.util.List;

/// RFC 3711 section 3.3: packets whose tag does not hold are dropped. Where it is many of them, the
/// two ends have different keys.
final class ForgedMedia {
  private static final long ENOUGH = 10;

  private ForgedMedia() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.Media.class)
        .filter(media -> media.forged() >= ENOUGH)
        .map(ForgedMedia::verdict)
        .toList();
  }

  private static Verdict verdict(Noticed.Media media) {
    boolean most = media.forged() > media.received();
    String sentence = "SRTP arrives from " + media.peer() + " that the agreed key does not open.";
    return Verdict.of("media.tag-mismatch", most ? 0.9 : 0.6, sentence)
        .noticed("the tag of %d packets did not hold".formatted(media.forged()))
        .noticed(NothingHeard.counted(media))
        .cure(
            "Set the same pre-shared key on both sides, and see whether a server on the way changes"
                + " the keys or the other side forgets its roll-over counter.")
        .at(UnitField.PRE_SHARED_KEY);
  }
}
