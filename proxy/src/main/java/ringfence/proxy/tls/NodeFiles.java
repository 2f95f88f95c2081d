package ringfence.proxy.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import ringfence.transport.tls.ClientCertificate;
import ringfence.transport.tls.TlsPolicy;
import ringfence.transport.tls.TlsVersion;

/// The files of the links between this node and others.
///
/// @param name of this node, which its certificate must not lose
/// @param key may be the file of the certificate
/// @param authorities whom the certificates of other nodes must lead to
public record NodeFiles(String name, Path certificate, Path key, Path authorities) {
  PairFiles own() {
    return new PairFiles(certificate, key);
  }

  /// The end of the links that other nodes open.
  ServerPlan plan() {
    return new ServerPlan(
        own(),
        Map.of(),
        Optional.of(authorities),
        Optional.empty(),
        TlsPolicy.only(TlsVersion.TLS_1_3),
        ClientCertificate.REQUIRE,
        Duration.ZERO);
  }
}
