package ringfence.adapter.unit;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.adapter.gateway.HostNetwork;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.transport.Lookout;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// What a unit is started with.
///
/// @param network where its gateways bind and what their Contacts and their media name
/// @param trust the CA certificates installed as "Other"
/// @param host the certificate it presents as a server, and when a server asks for one
/// @param lookout shown everything that is said
/// @param chance makes keys and identifiers: a secure source
public record UnitOptions(
    UnitIdentity identity,
    HostNetwork network,
    Settings settings,
    TrustAnchors trust,
    Optional<TlsIdentity> host,
    EventLog events,
    Lookout lookout,
    RandomGenerator chance) {

  /// The same on another network.
  UnitOptions on(HostNetwork other) {
    return new UnitOptions(identity, other, settings, trust, host, events, lookout, chance);
  }

  /// The same with other settings and certificates.
  UnitOptions with(Settings other, TrustAnchors trusted, Optional<TlsIdentity> presented) {
    return new UnitOptions(identity, network, other, trusted, presented, events, lookout, chance);
  }

  /// The time of the pages and of the log.
  InstantSource clock() {
    return InstantSource.system();
  }
}
