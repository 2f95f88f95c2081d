package ringfence.trace.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;

/// RFC 3261 section 10.3: a 200 lists all bindings of an address of record; after another device
/// has registered, that of the first is not among them.
final class RegistrationReplaced {
  private RegistrationReplaced() {}

  static List<Verdict> judge(CaseFile file) {
    List<Said> registered =
        file.messages().stream()
            .filter(said -> said.status() == 200)
            .filter(said -> said.message().cseq().method().equals(Method.REGISTER))
            .toList();
    return registered.stream().flatMap(said -> judge(said, registered).stream()).toList();
  }

  private static Optional<Verdict> judge(Said now, List<Said> registered) {
    Set<String> listed = contacts(now);
    if (listed.isEmpty()) return Optional.empty(); // it unregistered
    return registered.stream()
        .filter(each -> each.frame() < now.frame() && sameUser(each, now))
        .filter(each -> !each.message().callId().equals(now.message().callId()))
        .reduce((_, next) -> next)
        .filter(before -> contacts(before).stream().noneMatch(listed::contains))
        .filter(before -> !contacts(before).isEmpty())
        .map(before -> verdict(before, now));
  }

  private static boolean sameUser(Said one, Said other) {
    return one.message().to().uri().equals(other.message().to().uri());
  }

  private static Set<String> contacts(Said said) {
    return said.message().headers().all(Header.CONTACT).stream()
        .filter(Contact.Address.class::isInstance)
        .map(each -> ((Contact.Address) each).uri().toString())
        .collect(Collectors.toSet());
  }

  private static Verdict verdict(Said before, Said now) {
    String user = now.message().to().uri().toString();
    return Verdict.of(
            "sip.registration-replaced",
            0.7,
            "The registration of %s was replaced by that of another device.".formatted(user))
        .seen(before.frame(), "registered is " + String.join(", ", contacts(before)))
        .seen(now.frame(), "and then only " + String.join(", ", contacts(now)))
        .cure("Give each device a user of its own, or let the registrar keep several contacts.")
        .at(UnitField.AUTHENTICATION);
  }
}
