package ringfence.trace.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipUri;

/// RFC 5626 section 1: a device behind a NAT or a firewall is reached over the connection it opened
/// and over no other; the server tries a new one to its Contact, in vain.
final class ContactUnreachable {
  private ContactUnreachable() {}

  static List<Verdict> judge(CaseFile file) {
    Map<String, List<Said>> registered =
        file.messages().stream()
            .filter(said -> said.isRequest(Method.REGISTER) && contact(said).isPresent())
            .collect(Collectors.groupingBy(said -> contact(said).orElseThrow()));
    return file.links().stream()
        .filter(link -> link.segments(Party.SERVER, "SYN").isEmpty() && !link.said(Party.SERVER))
        .filter(link -> !link.segments(Party.CLIENT, "SYN").isEmpty())
        .flatMap(link -> judge(link, registered).stream())
        .toList();
  }

  private static Optional<Verdict> judge(Link link, Map<String, List<Said>> registered) {
    Found<String> opening = link.segments(Party.CLIENT, "SYN").getFirst();
    String address = Link.text(link.address(Party.SERVER));
    return registered.getOrDefault(address, List.of()).stream()
        .filter(said -> said.frame() < opening.frame())
        .reduce((_, next) -> next)
        .map(
            said ->
                Verdict.of(
                        "sip.contact-unreachable",
                        0.96,
                        "The server opens a connection to the Contact %s of a device, in vain."
                            .formatted(address))
                    .seen(said.frame(), "the device registers the Contact " + address)
                    .seen(opening.frame(), "a new connection to it is tried")
                    .cure(
                        "Let the server send to the device over the connection that it registered"
                            + " on, and the device keep it up.")
                    .at(UnitField.KEEP_ALIVE));
  }

  private static Optional<String> contact(Said register) {
    return register
        .message()
        .headers()
        .first(Header.CONTACT)
        .filter(Contact.Address.class::isInstance)
        .map(each -> ((Contact.Address) each).uri())
        .filter(SipUri.class::isInstance)
        .map(each -> ((SipUri) each).host())
        .map(each -> each.address() + ":" + each.portOr(5060));
  }
}
