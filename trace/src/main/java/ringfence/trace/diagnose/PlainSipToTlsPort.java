package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    Map<InetSocketAddress, Found<ServerHello>> greetings = greetings(file);
    return unanswered(file)
        .filter(said -> said.to().getPort() == SIPS_PORT || greetings.containsKey(said.to()))
        .findFirst()
        .map(said -> verdict(said, file, Optional.ofNullable(greetings.get(said.to()))))
        .or(() -> hungUp(file))
        .map(List::of)
        .orElse(List.of());
  }

  /// What shows that a port speaks TLS.
  private static Map<InetSocketAddress, Found<ServerHello>> greetings(CaseFile file) {
    Map<InetSocketAddress, Found<ServerHello>> greetings = new HashMap<>();
    for (Link link : file.links()) {
      link.serverHello().ifPresent(it -> greetings.putIfAbsent(link.address(Party.SERVER), it));
    }
    return greetings;
  }

  private static Stream<Said> unanswered(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.message() instanceof SipRequest && said.carrier() != Carrier.TLS)
        .filter(said -> !said.isRequest(Method.ACK) && file.answers(said).isEmpty());
  }

  private static Optional<Verdict> hungUp(CaseFile file) {
    Map<Set<InetSocketAddress>, List<Link>> links =
        file.links().stream().collect(Collectors.groupingBy(Link::ends));
    return unanswered(file)
        .filter(said -> said.carrier() == Carrier.TCP)
        .flatMap(
            said ->
                hungUp(said, links.getOrDefault(Link.ends(said.from(), said.to()), List.of()))
                    .stream())
        .findFirst();
  }

  /// @param links between the two
  private static Optional<Verdict> hungUp(Said said, List<Link> links) {
    return links.stream()
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

  private static Verdict verdict(Said said, CaseFile file, Optional<Found<ServerHello>> greeting) {
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
    return greeting.isPresent()
        ? verdict.seen(greeting.get().frame(), "the same port answers a TLS handshake")
        : verdict;
  }
}
