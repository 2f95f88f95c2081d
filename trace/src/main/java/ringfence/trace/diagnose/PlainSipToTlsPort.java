package ringfence.trace.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.trace.capture.Carrier;
import ringfence.trace.tls.HandshakeMessage.ServerHello;

/// A request in clear goes to a port that speaks TLS, and stays without an answer; or to one that
/// may speak it, since the server hangs up on it.
final class PlainSipToTlsPort {
  /// RFC 3261 section 19.1.2: the port of `sips`.
  private static final int SIPS_PORT = 5061;

  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private PlainSipToTlsPort() {}

  static List<Verdict> judge(CaseFile file) {
    return unanswered(file)
        .filter(said -> said.to().getPort() == SIPS_PORT || greeting(said, file).isPresent())
        .map(said -> verdict(said, file))
        .findFirst()
        .or(() -> unanswered(file).flatMap(said -> hungUp(said, file).stream()).findFirst())
        .map(List::of)
        .orElse(List.of());
  }

  /// What shows that the port speaks TLS.
  private static Optional<Found<ServerHello>> greeting(Said said, CaseFile file) {
    return file.links().stream()
        .filter(link -> link.address(Party.SERVER).equals(said.to()))
        .flatMap(link -> link.serverHello().stream())
        .findFirst();
  }

  private static Stream<Said> unanswered(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.message() instanceof SipRequest && said.carrier() != Carrier.TLS)
        .filter(said -> !said.isRequest(Method.ACK) && file.answers(said).isEmpty());
  }

  private static Optional<Verdict> hungUp(Said said, CaseFile file) {
    if (said.carrier() != Carrier.TCP) return Optional.empty();
    return file.links().stream()
        .filter(link -> link.joins(said.from(), said.to()))
        .filter(link -> link.address(Party.SERVER).equals(said.to()))
        .filter(ClosedWithoutAlert::serverEndsFirst)
        .flatMap(link -> link.end().stream())
        .filter(end -> end.frame() > said.frame())
        .filter(end -> Duration.between(said.time(), end.time()).compareTo(AT_ONCE) < 0)
        .findFirst()
        .map(end -> hungUp(said, end));
  }

  private static Verdict hungUp(Said said, Found<String> end) {
    String sentence =
        "%s hangs up on SIP in clear without a word, as a port of TLS does."
            .formatted(Link.text(said.to()));
    return Verdict.of("tls.plain-sip", 0.6, sentence)
        .seen(said.frame(), said.line() + " over TCP")
        .seen(end.frame(), "the server ends the connection with " + end.what())
        .cure(
            "If that port speaks TLS, enable it on the device too and restart its SIP service;"
                + " otherwise see in the server's log why it hangs up.")
        .at(UnitField.TLS);
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
    if (last.isPresent()) verdict = verdict.seen(last.get().frame(), "it is sent again in vain");
    Optional<Found<ServerHello>> greeting = greeting(said, file);
    return greeting.isPresent()
        ? verdict.seen(greeting.get().frame(), "the same port answers a TLS handshake")
        : verdict;
  }
}
