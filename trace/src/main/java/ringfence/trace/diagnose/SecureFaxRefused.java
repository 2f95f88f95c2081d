package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Method;

/// A call with SRTP is to go on as T.38, which nobody encrypts, and is refused for it.
final class SecureFaxRefused {
  private SecureFaxRefused() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE) && has(said, "udptl"))
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said fax, CaseFile file) {
    Optional<Said> refusal =
        file.answers(fax).stream()
            .filter(each -> each.status() == 488 || each.status() == 606)
            .findFirst();
    Optional<Said> secure =
        file.call(fax).stream().filter(each -> has(each, "RTP/SAVP")).findFirst();
    if (refusal.isEmpty() || secure.isEmpty()) return Optional.empty();
    return Optional.of(
        Verdict.of("media.secure-fax", 0.9, "T.38 is refused because the call is secure.")
            .seen(secure.get().frame(), "the call has SRTP")
            .seen(fax.frame(), "it is to go on as T.38")
            .seen(refusal.get().frame(), refusal.get().line())
            .cure("Send the fax as G.711 over SRTP, or allow T.38 in clear.")
            .at(UnitField.UNSECURE_FAX));
  }

  private static boolean has(Said said, String transport) {
    return said.session().stream()
        .flatMap(each -> each.media().stream())
        .anyMatch(media -> media.proto().startsWith(transport));
  }
}
