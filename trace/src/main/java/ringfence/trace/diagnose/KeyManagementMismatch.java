package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;

/// A call is refused whose offer brings the keys of SRTP in one way: the other side knows only the
/// other way, MIKEY (RFC 4567) or SDES (RFC 4568).
final class KeyManagementMismatch {
  private static final List<Integer> REFUSALS = List.of(415, 488, 606);

  private KeyManagementMismatch() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE))
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said invite, CaseFile file) {
    Optional<String> keys = OfferedKeys.of(invite);
    return file.answers(invite).stream()
        .filter(answer -> REFUSALS.contains(answer.status()))
        .findFirst()
        .filter(refusal -> PreSharedKeyDiffers.warning(refusal).isEmpty())
        .flatMap(refusal -> keys.map(each -> verdict(invite, refusal, each)));
  }

  private static Verdict verdict(Said invite, Said refusal, String keys) {
    String other = keys.equals(OfferedKeys.MIKEY) ? OfferedKeys.SDES : OfferedKeys.MIKEY;
    String sentence =
        "The call brings its keys by %s alone, and is refused with %d: the other side wants %s."
            .formatted(keys, refusal.status(), other);
    String warning =
        refusal.message().headers().first(Header.WARNING).map(each -> ", " + each).orElse("");
    return Verdict.of("media.key-management-mismatch", 0.85, sentence)
        .seen(invite.frame(), "the offer has keys by " + keys)
        .seen(refusal.frame(), refusal.line() + warning)
        .cure("Set the same key management on both sides, MIKEY or SDES.")
        .at(UnitField.KEY_MANAGEMENT);
  }
}
