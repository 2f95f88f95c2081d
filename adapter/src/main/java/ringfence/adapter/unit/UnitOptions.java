package ringfence.adapter.unit;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ringfence.manage.event.EventLog;
import ringfence.manage.setting.Settings;
import ringfence.transport.WireTap;
import ringfence.transport.tls.KeyLog;
import ringfence.transport.tls.TlsIdentity;
import ringfence.transport.tls.TrustAnchors;

/// What a unit is started with.
///
/// @param address where it binds and what its Contacts and its media name
/// @param gateway the name its gateway goes by
/// @param trust the CA certificates installed as "Other"
/// @param host the certificate it presents when a server asks for one
/// @param taps shown everything that is said
/// @param chance makes keys and identifiers: a secure source
public record UnitOptions(
    UnitIdentity identity,
    InetAddress address,
    String gateway,
    Settings settings,
    TrustAnchors trust,
    Optional<TlsIdentity> host,
    EventLog events,
    List<WireTap> taps,
    Optional<KeyLog> keyLog,
    RandomGenerator chance) {}
