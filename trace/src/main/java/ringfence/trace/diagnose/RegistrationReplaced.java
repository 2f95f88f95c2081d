package ringfence.trace.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ringfence.sip.message.Contact;
import ringfence.sip.message.Header;
import ringfence.sip.message.Method;
import ringfence.sip.message.Uri;

/// RFC 3261 section 10.3: a 200 lists all bindings of an address of record; after another device
/// has registered, that of the first is not among them.
final class RegistrationReplaced {
  private RegistrationReplaced() {}

  static List<Verdict> judge(CaseFile file) {
    Map<Uri, List<Said>> byUser = new HashMap<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (Said said : file.messages()) {
      boolean registered =
          said.status() == 200 && said.message().cseq().method().equals(Method.REGISTER);
      if (!registered) continue;
      List<Said> before = byUser.computeIfAbsent(said.message().to().uri(), _ -> new ArrayList<>());
      judge(said, before).ifPresent(verdicts::add);
      before.add(said);
    }
    return verdicts;
  }

  /// @param registered before, of the same user
  private static Optional<Verdict> judge(Said now, List<Said> registered) {
    Set<String> listed = contacts(now);
    if (listed.isEmpty()) return Optional.empty(); // it unregistered
    return registered.reversed().stream()
        .filter(each -> !each.message().callId().equals(now.message().callId()))
        .findFirst()
        .filter(before -> contacts(before).stream().noneMatch(listed::contains))
        .filter(before -> !contacts(before).isEmpty())
        .map(before -> verdict(before, now));
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
