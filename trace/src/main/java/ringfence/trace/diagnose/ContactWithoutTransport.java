package ringfence.trace.diagnose;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipUri;
import ringfence.trace.capture.Carrier;

/// A registration over TLS whose Contact does not say so: some servers answer with an internal
/// error, to the REGISTER or to the first call.
final class ContactWithoutTransport {
  private ContactWithoutTransport() {}

  /// Who is called at a server.
  private record Callee(InetSocketAddress server, Optional<String> user) {}

  static List<Verdict> judge(CaseFile file) {
    Map<Callee, Said> failed = failedCalls(file);
    return file.messages().stream()
        .filter(said -> said.isRequest(Method.REGISTER) && said.carrier() == Carrier.TLS)
        .flatMap(said -> judge(said, file, failed).stream())
        .toList();
  }

  private static Optional<Verdict> judge(
      Said register, CaseFile file, Map<Callee, Said> failedCalls) {
    Optional<SipUri> contact = contact(register).filter(each -> saysNoTls(each));
    Optional<Said> failure =
        file.answers(register).stream().filter(each -> each.status() == 500).findFirst();
    if (contact.isEmpty()) return Optional.empty();
    return failure
        .or(() -> Optional.ofNullable(failedCalls.get(callee(register, contact.get()))))
        .map(each -> verdict(register, contact.get(), each));
  }

  private static Optional<SipUri> contact(Said register) {
    return register
        .message()
        .headers()
        .first(Header.CONTACT)
        .filter(Contact.Address.class::isInstance)
        .map(each -> ((Contact.Address) each).uri())
        .filter(SipUri.class::isInstance)
        .map(SipUri.class::cast);
  }

  private static boolean saysNoTls(SipUri uri) {
    return uri.scheme().equals("sip") && uri.transport().isEmpty();
  }

  private static Callee callee(Said register, SipUri contact) {
    return new Callee(register.to(), contact.userText());
  }

  /// The first call to each that the server answered with 500 itself.
  private static Map<Callee, Said> failedCalls(CaseFile file) {
    return file.messages().stream()
        .filter(each -> each.status() == 500)
        .filter(each -> each.message().cseq().method().equals(Method.INVITE))
        .collect(
            Collectors.toMap(
                each -> new Callee(each.from(), user(each)), each -> each, (first, _) -> first));
  }

  private static Optional<String> user(Said said) {
    return said.message().to().uri() instanceof SipUri uri ? uri.userText() : Optional.empty();
  }

  private static Verdict verdict(Said register, SipUri contact, Said failure) {
    return Verdict.of(
            "sip.contact-without-transport",
            0.85,
            "The Contact registered over TLS does not say transport=tls, and the server fails on"
                + " it.")
        .seen(register.frame(), "REGISTER over TLS with Contact " + contact)
        .seen(failure.frame(), failure.line())
        .cure("Let the device add the transport to the Contact of its registrations.")
        .at(UnitField.REGISTRATION_TRANSPORT);
  }
}
