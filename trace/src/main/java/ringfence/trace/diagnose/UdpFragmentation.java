package ringfence.trace.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.trace.capture.Carrier;

/// RFC 3261 section 18.1.1: "If a request is within 200 bytes of the path MTU, or if it is larger
/// than 1300 bytes and the path MTU is unknown, the request MUST be sent using [...] TCP". Over UDP
/// it goes in fragments, which many firewalls drop.
final class UdpFragmentation {
  private static final int LARGEST = 1300;

  private UdpFragmentation() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.message() instanceof SipRequest && said.carrier() == Carrier.UDP)
        .filter(said -> !said.isRequest(Method.ACK) && file.isFirst(said))
        .filter(said -> said.octets() > LARGEST)
        .filter(said -> file.answers(said).isEmpty())
        .flatMap(said -> judge(said, file).stream())
        .limit(1)
        .toList();
  }

  private static Optional<Verdict> judge(Said first, CaseFile file) {
    Optional<Said> again =
        NoAnswer.repetitions(first, file)
            .filter(each -> each.time().isAfter(first.time().plus(Duration.ofMillis(400))))
            .findFirst();
    return again.map(
        each ->
            Verdict.of(
                    "sip.udp-fragmentation",
                    0.85,
                    "A request of %d octets over UDP gets no answer: its fragments are lost."
                        .formatted(first.octets()))
                .seen(first.frame(), first.line() + ", " + first.octets() + " octets")
                .seen(each.frame(), "it is sent again in vain")
                .cure("Use TCP or TLS to this server, or offer fewer codecs and keys.")
                .at(UnitField.TLS));
  }
}
