package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sdp.MediaDescription;
import ringfence.sip.message.Method;

/// RFC 3261 section 14.2: an INVITE without a description within a call has the other side offer
/// anew; a call that was secure is offered in clear.
final class LateOfferDowngraded {
  private LateOfferDowngraded() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE) && said.session().isEmpty())
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said invite, CaseFile file) {
    Optional<Said> secure =
        file.call(invite).stream()
            .filter(each -> each.frame() < invite.frame() && isSecure(each))
            .reduce((_, next) -> next);
    Optional<Said> offer =
        file.answers(invite).stream().filter(each -> each.session().isPresent()).findFirst();
    if (secure.isEmpty() || offer.isEmpty() || isSecure(offer.get())) return Optional.empty();
    return Optional.of(
        Verdict.of(
                "media.late-offer-downgraded",
                0.9,
                "A secure call turns plain by an INVITE without an offer.")
            .seen(secure.get().frame(), "the call is secure")
            .seen(invite.frame(), "INVITE without a description")
            .seen(offer.get().frame(), "RTP in clear is offered")
            .cure("Require SRTP at both sides, so that such an offer is refused.")
            .at(UnitField.RTP_MODE));
  }

  private static boolean isSecure(Said said) {
    return said.session().stream()
        .flatMap(session -> session.media().stream())
        .findFirst()
        .map(MediaDescription::proto)
        .filter(proto -> proto.contains("SAVP"))
        .isPresent();
  }
}
