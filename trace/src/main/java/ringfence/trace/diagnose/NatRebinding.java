package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Via;
import ringfence.trace.capture.Carrier;

/// RFC 3581 section 4: the server says where a request came from; between two registrations over
/// UDP that has changed, so that what was sent to the first place in between was lost.
final class NatRebinding {
  private NatRebinding() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> isRegistered(said) && said.carrier() == Carrier.UDP)
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static boolean isRegistered(Said said) {
    return said.message() instanceof SipResponse
        && said.message().cseq().method().equals(Method.REGISTER)
        && place(said).isPresent();
  }

  private static Optional<Verdict> judge(Said now, CaseFile file) {
    return file.call(now).stream()
        .filter(each -> each.frame() < now.frame() && isRegistered(each))
        .filter(each -> each.to().equals(now.to()))
        .reduce((_, next) -> next)
        .filter(before -> !place(before).equals(place(now)))
        .map(before -> verdict(before, now));
  }

  /// As the server saw it: the address and the port.
  private static Optional<String> place(Said said) {
    Via via = said.message().topVia();
    return via.rport().isPresent()
        ? Optional.of(via.received().orElse(via.sentBy().host()) + ":" + via.rport().getAsInt())
        : Optional.empty();
  }

  private static Verdict verdict(Said before, Said now) {
    String was = place(before).orElse("");
    String is = place(now).orElse("");
    return Verdict.of(
            "sip.nat-rebinding",
            0.75,
            "A NAT gave the device another place between two registrations: %s became %s."
                .formatted(was, is))
        .seen(before.frame(), "the server sees the device at " + was)
        .seen(now.frame(), "and then at " + is)
        .cure("Send keep-alives more often than the NAT forgets, or register over TLS.")
        .at(UnitField.KEEP_ALIVE);
  }
}
