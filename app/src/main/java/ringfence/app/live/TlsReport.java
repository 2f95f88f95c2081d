package ringfence.app.live;

import java.util.List;
import java.util.Optional;
import ringfence.trace.diagnose.Diagnosis;
import ringfence.trace.diagnose.SeenHandshake;
import ringfence.transport.resolve.Destination;

/// What examining a TLS server found.
///
/// @param destinations its addresses, in the order in which the unit tries them
/// @param up the one that the unit would use; empty where its link would not come up
/// @param diagnosis of the unit's own attempts
/// @param seen what the last of these showed
/// @param recording of the unit's own attempts: the verdicts name its frames
public record TlsReport(
    List<Destination> destinations,
    Optional<Destination> up,
    Diagnosis diagnosis,
    Optional<SeenHandshake> seen,
    List<TlsVariation> variations,
    LiveCapture recording) {
  public TlsReport {
    destinations = List.copyOf(destinations);
    variations = List.copyOf(variations);
  }
}
