package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.trace.decode.Content.Security;

/// SRTP that could be opened cannot be any more: by where it turns, the roll-over counter was lost,
/// a new source began under a key of another, or an old key is still used.
final class KeyLost {
  private static final int LATE = 0xF000;
  private static final int EARLY = 0x0FFF;

  private KeyLost() {}

  static List<Verdict> judge(CaseFile file) {
    return file.media().stream().flatMap(way -> judge(way, file).stream()).toList();
  }

  private static Optional<Verdict> judge(MediaWay way, CaseFile file) {
    return way.turns().stream()
        .filter(turn -> turn.was() == Security.OPENED && isLost(turn, way))
        .findFirst()
        .map(turn -> verdict(way, turn, file));
  }

  /// Whether nothing could be opened from here on, or only with a key that was replaced, and that
  /// to the end: between an offer and its answer the old key is the right one.
  private static boolean isLost(MediaWay.Turn turn, MediaWay way) {
    return turn.is() == Security.LOCKED
        || (turn.is() == Security.OUTDATED
            && way.last().filter(it -> it.what().security() == Security.OUTDATED).isPresent());
  }

  private static Verdict verdict(MediaWay way, MediaWay.Turn turn, CaseFile file) {
    boolean old = turn.is() == Security.OUTDATED;
    boolean began = turn.before() >= LATE && turn.sequence() <= EARLY;
    Verdict verdict = old ? oldKey(way, turn, file) : began ? rollOver(way) : source(way, turn);
    return verdict
        .seen(
            turn.frame(),
            "sequence number %d after %d, source %s: %s opens it"
                .formatted(
                    turn.sequence(),
                    turn.before(),
                    turn.ssrc(),
                    old ? "only the key of before" : "no key"))
        .at(UnitField.KEY_MANAGEMENT);
  }

  /// The last description with keys before the turn that is not the first of its call.
  private static Optional<Said> newKeys(MediaWay.Turn turn, CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.frame() < turn.frame() && said.session().isPresent())
        .filter(said -> said.message().to().tag().isPresent() && said.status() == 0)
        .reduce((_, next) -> next);
  }

  private static Verdict rollOver(MediaWay way) {
    // RFC 3711 3.3.1: "SRTP [...] uses the RTP sequence number together with a rollover counter"
    return Verdict.of(
            "media.roll-over",
            0.9,
            "SRTP from " + way + " cannot be opened since its sequence numbers began anew.")
        .cure("Update the device that lost the roll-over counter; a call of new keys goes on.");
  }

  private static Verdict oldKey(MediaWay way, MediaWay.Turn turn, CaseFile file) {
    String sentence = "SRTP from " + way + " goes on with the old key after new ones were agreed.";
    Verdict verdict =
        Verdict.of("media.old-key", 0.8, sentence)
            .cure("Let the sender take its new key with the answer, or keep the key where it may.");
    return newKeys(turn, file)
        .map(said -> verdict.seen(said.frame(), "new keys: " + said.line()))
        .orElse(verdict);
  }

  private static Verdict source(MediaWay way, MediaWay.Turn turn) {
    return Verdict.of(
            "media.new-source",
            0.75,
            "SRTP from %s cannot be opened since source %s began.".formatted(way, turn.ssrc()))
        .cure("Let the sender keep its SSRC, or begin the roll-over counter of a new one at 0.");
  }
}
