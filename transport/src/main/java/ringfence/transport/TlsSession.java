package ringfence.transport;

import java.util.Optional;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.VerifiedPeer;

/// What a TLS link agreed on.
///
/// @param suite by its name in the IANA registry
/// @param peer empty only on a listener whose client presented no certificate
public record TlsSession(TlsVersion version, String suite, Optional<VerifiedPeer> peer) {}
