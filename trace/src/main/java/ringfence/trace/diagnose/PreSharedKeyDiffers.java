package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Warning;

/// RFC 3830 section 5.2: who is called verifies the MAC of a MIKEY message with its own pre-shared
/// key, and it does not hold. What is refused says so in its Warning.
final class PreSharedKeyDiffers {
  private PreSharedKeyDiffers() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE))
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said invite, CaseFile file) {
    if (!OfferedKeys.of(invite).equals(Optional.of(OfferedKeys.MIKEY))) return Optional.empty();
    return file.answers(invite).stream()
        .filter(answer -> warning(answer).isPresent())
        .findFirst()
        .map(refusal -> verdict(invite, refusal));
  }

  /// What an answer says of the MAC.
  static Optional<String> warning(Said answer) {
    return answer
        .message()
        .headers()
        .first(Header.WARNING)
        .map(Warning::toString)
        .filter(it -> answer.status() >= 400 && it.contains("pre-shared key"));
  }

  private static Verdict verdict(Said invite, Said refusal) {
    return Verdict.of(
            "media.pre-shared-key",
            0.95,
            "The call brings its keys by MIKEY, and the other side has another pre-shared key.")
        .seen(invite.frame(), "the offer has keys by MIKEY")
        .seen(refusal.frame(), refusal.line() + ", " + warning(refusal).orElse(""))
        .cure("Set the same pre-shared key on both sides.")
        .at(UnitField.PRE_SHARED_KEY);
  }
}
