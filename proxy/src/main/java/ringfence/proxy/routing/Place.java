package ringfence.proxy.routing;

import java.time.Duration;
import java.util.function.Predicate;
import ringfence.proxy.location.LocationService;
import ringfence.sip.transaction.Flow;

/// What a proxy knows of the place it stands at.
///
/// @param isUp whether a flow can carry a message now
/// @param strictTransport answer 500 for a contact that hides its transport, as old servers did
/// @param timerC how long a phone may ring, RFC 3261 section 16.6 step 11
/// @param mostCalls forwarded requests at once; beyond them 503
public record Place(
    OwnAddresses own,
    LocationService location,
    Predicate<Flow> isUp,
    boolean strictTransport,
    Duration timerC,
    int mostCalls) {
  public Place {
    // RFC 3261 16.6 step 11: "The timer MUST be larger than 3 minutes."
    if (timerC.compareTo(Duration.ofMinutes(3)) <= 0) {
      throw new IllegalArgumentException("timer C is longer than 3 minutes");
    }
  }
}
