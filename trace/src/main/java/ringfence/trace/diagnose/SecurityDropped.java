package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;

/// RFC 3264 section 6: the transport of an answer is that of the offer; here SRTP was offered and
/// RTP answered.
final class SecurityDropped {
  private SecurityDropped() {}

  static List<Verdict> judge(CaseFile file) {
    return Exchanged.all(file).flatMap(each -> judge(each).stream()).toList();
  }

  private static Optional<Verdict> judge(Exchanged exchanged) {
    if (exchanged.offered().isEmpty() || exchanged.answered().isEmpty()) return Optional.empty();
    String offered = exchanged.offered().get().proto();
    String answered = exchanged.answered().get().proto();
    if (!offered.contains("SAVP") || answered.contains("SAVP")) return Optional.empty();
    if (exchanged.answered().get().isRefused()) return Optional.empty();
    return Optional.of(
        Verdict.of("media.downgraded", 0.9, "SRTP was offered, and RTP in clear was answered.")
            .seen(exchanged.offer().frame(), "the offer is " + offered)
            .seen(exchanged.answer().frame(), "the answer is " + answered)
            .cure("Let the side that answers require SRTP, or refuse such answers.")
            .at(UnitField.RTP_MODE));
  }
}
