package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;

/// An end of a call counts what it sent and what came: media goes one way only.
final class NothingHeard {
  /// One second of 20 ms.
  private static final long ENOUGH = 50;

  private static final double ALL = 99;

  private NothingHeard() {}

  static List<Verdict> judge(CaseFile file) {
    return file.noticed(Noticed.Media.class).flatMap(each -> judge(each).stream()).toList();
  }

  private static Optional<Verdict> judge(Noticed.Media media) {
    if (!isOneWay(media)) return Optional.empty();
    boolean deaf = isDeaf(media);
    String way = deaf ? "nothing arrives from " : "nothing of ours arrives at ";
    return Optional.of(
        Verdict.of("media.one-way", 0.8, "Media goes one way only: " + way + media.peer() + ".")
            .noticed(counted(media))
            .cure(
                deaf
                    ? "Let the firewall and the NAT on the way pass the ports of the media to this"
                        + " end, and see which address it tells in c=."
                    : "See whether the address that the other side tells in c= can be reached from"
                        + " here, and let its firewall pass the ports of the media.")
            .at(UnitField.RTP_PORTS));
  }

  static boolean isOneWay(Noticed.Media media) {
    boolean unheard = media.received() >= ENOUGH && media.lostThere().orElse(0) >= ALL;
    return isDeaf(media) || unheard;
  }

  private static boolean isDeaf(Noticed.Media media) {
    boolean kept = media.forged() > 0 || media.plain() > 0; // something comes, and is not believed
    return media.received() == 0 && media.sent() >= ENOUGH && !kept;
  }

  static String counted(Noticed.Media media) {
    String there =
        media.lostThere().isPresent()
            ? "the other side misses %.0f %% of ours".formatted(media.lostThere().getAsDouble())
            : "the other side has not reported";
    return "%d packets were sent, %d arrived; %s".formatted(media.sent(), media.received(), there);
  }
}
