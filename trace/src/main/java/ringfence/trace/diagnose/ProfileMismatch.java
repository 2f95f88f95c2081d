package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Method;

/// A call in clear is refused by who wants SRTP: RTP/AVP against RTP/SAVP.
final class ProfileMismatch {
  private ProfileMismatch() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE))
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said invite, CaseFile file) {
    var audio = invite.session().flatMap(each -> each.media().stream().findFirst());
    if (audio.isEmpty() || CryptoUnusable.isOffered(invite)) return Optional.empty();
    String profile = audio.get().proto();
    if (!profile.startsWith("RTP/")) return Optional.empty(); // T.38 is no audio
    return file.answers(invite).stream()
        .filter(answer -> answer.status() == 488)
        .findFirst()
        .map(refusal -> verdict(invite, refusal, profile));
  }

  private static Verdict verdict(Said invite, Said refusal, String profile) {
    boolean secure = profile.contains("SAVP");
    String sentence =
        secure
            ? "A call with SRTP ("
                + profile
                + ") is refused with 488: the other side may take none."
            : "A call without SRTP ("
                + profile
                + ") is refused with 488: the other side may want it.";
    return Verdict.of("media.profile-mismatch", secure ? 0.45 : 0.6, sentence)
        .seen(invite.frame(), "the offer is " + profile)
        .seen(refusal.frame(), refusal.line())
        .cure("Set the same RTP mode on both sides, or allow the fallback on one.")
        .at(UnitField.RTP_MODE);
  }
}
