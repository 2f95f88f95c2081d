package ringfence.trace.diagnose;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.sip.message.SipRequest;
import ringfence.trace.capture.Carrier;

/// A request in clear goes to a port that speaks TLS, and stays without an answer.
final class PlainSipToTlsPort {
  /// RFC 3261 section 19.1.2: the port of `sips`.
  private static final int SIPS_PORT = 5061;

  private PlainSipToTlsPort() {}

  static List<Verdict> judge(CaseFile file) {
    Set<Integer> ports = new HashSet<>(Set.of(SIPS_PORT));
    for (Link link : file.links()) {
      if (link.serverHello().isPresent()) ports.add(link.address(Party.SERVER).getPort());
    }
    return file.messages().stream()
        .filter(said -> said.message() instanceof SipRequest)
        .filter(said -> said.carrier() != Carrier.TLS && ports.contains(said.to().getPort()))
        .filter(said -> file.answers(said).isEmpty())
        .findFirst()
        .map(said -> verdict(said, file))
        .map(List::of)
        .orElse(List.of());
  }

  private static Verdict verdict(Said said, CaseFile file) {
    String sentence =
        "SIP in clear is sent to %s, which speaks TLS; nobody answers it."
            .formatted(Link.text(said.to()));
    Verdict verdict =
        Verdict.of("tls.plain-sip", 0.95, sentence)
            .seen(said.frame(), said.line() + " over " + said.carrier())
            .cure("Enable TLS on the device too and restart its SIP service.")
            .at(UnitField.TLS);
    Optional<Said> last =
        file.messages().stream()
            .filter(each -> each.to().equals(said.to()) && each.from().equals(said.from()))
            .filter(each -> each.frame() != said.frame())
            .reduce((_, next) -> next);
    return last.map(each -> verdict.seen(each.frame(), "it is sent again in vain")).orElse(verdict);
  }
}
