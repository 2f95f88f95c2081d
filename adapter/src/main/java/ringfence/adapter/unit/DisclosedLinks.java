package ringfence.adapter.unit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import ringfence.adapter.gateway.LinkStatus;
import ringfence.adapter.gateway.RegistrationStatus;
import ringfence.manage.disclosure.Subject;

/// Has the TLS links of whom a disclosure is about opened anew, since of one that is up nobody has
/// the secrets any more; says how many they were.
final class DisclosedLinks implements ToIntFunction<Subject> {
  private final Supplier<Optional<Unit>> unit;

  DisclosedLinks(Supplier<Optional<Unit>> unit) {
    this.unit = unit;
  }

  @Override
  public int applyAsInt(Subject subject) {
    return unit.get().map(up -> reopen(up, subject)).orElse(0);
  }

  private static int reopen(Unit up, Subject subject) {
    List<RegistrationStatus> registrations = up.status().join().registrations();
    return up.reopen(
        link -> link.tls().isPresent() && isOf(subject, link, registrations),
        "The link is opened anew to be disclosed.");
  }

  private static boolean isOf(
      Subject subject, LinkStatus link, List<RegistrationStatus> registrations) {
    List<String> users =
        registrations.stream()
            .filter(it -> it.gateway().equals(link.gateway()))
            .map(RegistrationStatus::user)
            .toList();
    return link.remote().filter(remote -> subject.isOf(remote, users)).isPresent();
  }
}
