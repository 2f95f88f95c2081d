package ringfence.trace.diagnose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipRequest;
import ringfence.trace.capture.Carrier;

/// RFC 3261 section 17.1: a request over UDP is repeated until something answers, and nothing does;
/// over a connection it is sent once, and the program that waited says for how long it did.
final class NoAnswer {
  /// So much of 64*T1 that it is no packet that was lost.
  private static final Duration LONG = Duration.ofSeconds(3);

  private NoAnswer() {}

  static List<Verdict> judge(CaseFile file) {
    return file.messages().stream()
        .filter(said -> said.message() instanceof SipRequest)
        .filter(file::isFirst)
        .filter(said -> !said.isRequest(Method.ACK) && file.answers(said).isEmpty())
        .flatMap(said -> judge(said, file).stream())
        .limit(1)
        .toList();
  }

  private static Verdict waited(Said request, Duration waited) {
    String sentence =
        "%s takes the connection and does not answer SIP.".formatted(Link.text(request.to()));
    return Verdict.of("sip.no-answer", 0.7, sentence)
        .seen(request.frame(), request.line() + " over " + request.carrier())
        .noticed("no answer came for " + waited.toSeconds() + " s")
        .cure("See whether SIP is spoken at that port, and whether the server is stuck.")
        .at(UnitField.PROXY_HOST);
  }

  private static Optional<Verdict> judge(Said first, CaseFile file) {
    if (first.carrier() != Carrier.UDP) {
      return file.noticed(Noticed.Unanswered.class)
          .findFirst()
          .map(it -> waited(first, it.waited()));
    }
    return repetitions(first, file)
        .reduce((_, next) -> next)
        .filter(each -> Duration.between(first.time(), each.time()).compareTo(LONG) >= 0)
        .map(each -> verdict(first, each));
  }

  /// The same request again, and its first time.
  static Stream<Said> repetitions(Said first, CaseFile file) {
    String text = first.message().toString();
    return file.transaction(first).stream()
        .filter(each -> each.message().toString().equals(text))
        .filter(each -> each.from().equals(first.from()));
  }

  private static Verdict verdict(Said first, Said last) {
    return Verdict.of("sip.no-answer", 0.7, Link.text(first.to()) + " does not answer over UDP.")
        .seen(first.frame(), first.line())
        .seen(last.frame(), "it is sent for the last time")
        .cure("Check the address, the port and the transport of the server, and the firewall.")
        .at(UnitField.PROXY_HOST);
  }
}
