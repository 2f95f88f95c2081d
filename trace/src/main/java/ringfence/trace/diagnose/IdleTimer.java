package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.trace.capture.Carrier;

/// A connection is ended for want of traffic while the registration that was made on it still runs:
/// calls do not reach the device until it registers again.
final class IdleTimer {
  private static final Duration LONG = Duration.ofSeconds(30);

  private IdleTimer() {}

  static List<Verdict> judge(CaseFile file) {
    Map<Set<InetSocketAddress>, List<Said>> registered =
        file.messages().stream()
            .filter(said -> said.carrier() != Carrier.UDP && said.status() == 200)
            .filter(said -> said.message().cseq().method().equals(Method.REGISTER))
            .collect(Collectors.groupingBy(said -> Link.ends(said.from(), said.to())));
    return file.links().stream()
        .flatMap(link -> judge(link, registered.getOrDefault(link.ends(), List.of())).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Link link, List<Said> registered) {
    Optional<Found<String>> end = link.end();
    if (end.isEmpty() || link.idle().compareTo(LONG) < 0) return Optional.empty();
    return registered.stream()
        .filter(said -> said.frame() < end.get().frame())
        .reduce((_, next) -> next)
        .filter(said -> end.get().time().isBefore(expiry(said)))
        .map(said -> verdict(link, said, end.get()));
  }

  private static Instant expiry(Said registered) {
    return registered.time().plus(lifetime(registered));
  }

  private static Duration lifetime(Said registered) {
    var headers = registered.message().headers();
    return headers
        .first(Header.EXPIRES)
        .or(
            () ->
                headers
                    .first(Header.CONTACT)
                    .filter(Contact.Address.class::isInstance)
                    .flatMap(each -> ((Contact.Address) each).expires()))
        .orElse(Duration.ZERO);
  }

  private static Verdict verdict(Link link, Said registered, Found<String> end) {
    String sentence =
        "The connection is ended after %d s without traffic, and the registration on it lasts %d s."
            .formatted(link.idle().toSeconds(), lifetime(registered).toSeconds());
    return Verdict.of("sip.idle-timer", 0.85, sentence)
        .seen(registered.frame(), "registered for " + lifetime(registered).toSeconds() + " s")
        .seen(end.frame(), "the connection ends with " + end.what())
        .cure(
            "Send keep-alives more often than that, or let connections live longer than"
                + " registrations at the server and at the firewall.")
        .at(UnitField.KEEP_ALIVE);
  }
}
