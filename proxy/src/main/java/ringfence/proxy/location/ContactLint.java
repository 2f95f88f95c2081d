package ringfence.proxy.location;

import java.util.Optional;
import ringfence.sip.message.SipUri;
import ringfence.sip.message.Transport;

/// What is odd about a Contact, seen beside the link it came over. It hurts nobody here, as calls
/// go over the link, but it does at proxies that believe the Contact.
public final class ContactLint {
  private ContactLint() {}

  /// Whether a Contact came over TLS and does not say so: `transport=tls` is missing.
  public static boolean hidesTls(Binding binding) {
    return binding.reach().transport().equals(Transport.TLS)
        && binding.contact() instanceof SipUri sip
        && !sip.secure()
        && !sip.transport().equals(Optional.of(Transport.TLS));
  }

  /// A sentence for a person; empty when all is well.
  public static Optional<String> note(Binding binding) {
    if (hidesTls(binding)) {
      return Optional.of("registered over TLS without transport=tls in its Contact");
    }
    if (!(binding.contact() instanceof SipUri sip)) return Optional.empty();
    Transport used = binding.reach().transport();
    if (sip.secure() && !used.isSecure()) {
      return Optional.of("a sips: Contact registered over " + used);
    }
    boolean other = sip.transport().filter(named -> !named.equals(used)).isPresent();
    boolean odd = other && !sip.secure();
    return odd
        ? Optional.of("its Contact names " + sip.transport().get() + ", its link is " + used)
        : Optional.empty();
  }
}
