package ringfence.proxy.routing;

import ringfence.proxy.location.LocationService;
import ringfence.proxy.peer.Trunks;

/// What a proxy knows of the place it stands at.
///
/// @param mostCalls forwarded requests at once; beyond them 503
public record Place(
    OwnAddresses own,
    LocationService location,
    Links links,
    Trunks trunks,
    Nodes nodes,
    Rules rules,
    Patience patience,
    int mostCalls) {

  /// How it routes.
  ///
  /// @param strictTransport answer 500 for a contact that hides its transport, as old servers did
  /// @param relay whether our users may call domains that no trunk is set for, by RFC 3263
  public record Rules(boolean strictTransport, boolean relay, Aliases aliases) {}
}
