package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipUri;
import ringfence.trace.capture.Carrier;

/// A call that the server itself fails on, seen from the caller's side, where nobody sees how the
/// one who is called has registered: without transport=tls in its Contact, as a rule.
final class CalleeWithoutTransport {
  /// RFC 3261 section 21.5.1, and what OpenSIPS and Kamailio say when they cannot send on.
  private static final Set<Integer> OF_SERVER = Set.of(500, 477, 478);

  private CalleeWithoutTransport() {}

  static List<Verdict> judge(CaseFile file) {
    Set<String> registered = registered(file);
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.INVITE) && said.message().to().tag().isEmpty())
        .filter(said -> user(said).filter(it -> !registered.contains(it)).isPresent())
        .flatMap(said -> judge(said, file).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Said invite, CaseFile file) {
    List<Said> answers = file.answers(invite);
    boolean reached = answers.stream().anyMatch(each -> each.status() > 100 && each.status() < 300);
    Optional<Said> failure =
        answers.stream().filter(each -> OF_SERVER.contains(each.status())).findFirst();
    if (reached || failure.isEmpty()) return Optional.empty();
    Optional<String> warning = warning(failure.get());
    if (warning.isEmpty() && invite.carrier() != Carrier.TLS) return Optional.empty();
    return Optional.of(verdict(invite, failure.get(), warning));
  }

  /// Where the registration is seen, it speaks for itself: [ContactWithoutTransport].
  private static Set<String> registered(CaseFile file) {
    return file.messages().stream()
        .filter(each -> each.isRequest(Method.REGISTER))
        .flatMap(each -> user(each).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> user(Said said) {
    return said.message().to().uri() instanceof SipUri uri ? uri.userText() : Optional.empty();
  }

  /// What the server itself says of a transport, RFC 3261 section 20.43.
  private static Optional<String> warning(Said failure) {
    return failure.message().headers().fields(Header.WARNING).stream()
        .map(Field::value)
        .filter(each -> each.contains("transport="))
        .findFirst();
  }

  private static Verdict verdict(Said invite, Said failure, Optional<String> warning) {
    String callee = user(invite).orElseThrow();
    String sentence =
        warning.isPresent()
            ? "The server fails on the Contact of %s, which was registered without transport=tls."
            : "The server itself fails on the call, as some do when %s has registered over TLS"
                + " without transport=tls in its Contact.";
    Verdict verdict =
        Verdict.of(
                "sip.contact-without-transport",
                warning.isPresent() ? 0.9 : 0.55,
                sentence.formatted(callee))
            .seen(invite.frame(), invite.line() + " over " + invite.carrier())
            .seen(failure.frame(), failure.line())
            .cure(
                "Let the device of %s add the transport to the Contact of its registrations."
                    .formatted(callee))
            .at(UnitField.REGISTRATION_TRANSPORT);
    if (warning.isPresent()) {
      return verdict.seen(failure.frame(), "its Warning says: " + warning.get());
    }
    return verdict.noticed(
        "how %s has registered is not seen from here: capture its REGISTER".formatted(callee));
  }
}
