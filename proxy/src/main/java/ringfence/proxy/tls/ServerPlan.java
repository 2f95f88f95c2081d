package ringfence.proxy.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.TlsPolicy;

/// What the TLS of a listener is made of.
///
/// @param own presented to whoever asks for none of `names`
/// @param authorities whom client certificates must lead to
/// @param resumption how long a session may be taken up again; zero for never
record ServerPlan(
    PairFiles own,
    Map<String, PairFiles> names,
    Optional<Path> authorities,
    Optional<Path> crl,
    TlsPolicy policy,
    ClientCertificate wanted,
    Duration resumption) {}
