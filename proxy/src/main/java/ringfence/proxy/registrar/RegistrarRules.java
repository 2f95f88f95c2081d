package ringfence.proxy.registrar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.NameAddr;

/// What an operator decides about registrations.
///
/// @param mostContacts of one address-of-record
/// @param replaceByInstance whether a device that comes back with another Contact takes the place
///   of what it left behind, also without `reg-id`
/// @param serviceRoute what a device is told to send its requests by, RFC 3608; in this order
/// @param flowTimer how often a device with outbound is asked to keep its flow alive, RFC 5626
///   section 5.4
public record RegistrarRules(
    Lifetimes lifetimes,
    int mostContacts,
    boolean replaceByInstance,
    List<NameAddr> serviceRoute,
    Optional<Duration> flowTimer) {
  public RegistrarRules {
    serviceRoute = List.copyOf(serviceRoute);
  }

  /// Ten contacts, replaced by instance, keep-alives every two minutes, no Service-Route.
  public static RegistrarRules usual() {
    var flowTimer = Optional.of(Duration.ofMinutes(2));
    return new RegistrarRules(Lifetimes.usual(), 10, true, List.of(), flowTimer);
  }
}
