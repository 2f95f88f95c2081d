package ringfence.transport;

import java.time.Duration;
import java.util.Optional;
import ringfence.transport.tls.TlsVersion;
import ringfence.transport.tls.VerifiedPeer;

/// What a TLS link agreed on.
///
/// @param suite by its name in the IANA registry
/// @param peer empty only on a listener whose client presented no certificate
/// @param resumed whether an earlier session was taken up again
/// @param handshake how long agreeing took
public record TlsSession(
    TlsVersion version,
    String suite,
    Optional<VerifiedPeer> peer,
    boolean resumed,
    Duration handshake) {
  /// Whether it is one that only the legacy fence allows: TLS before 1.2, or without forward
  /// secrecy.
  public boolean isLegacy() {
    return version.compareTo(TlsVersion.TLS_1_2) < 0 || suite.startsWith("TLS_RSA_");
  }
}
