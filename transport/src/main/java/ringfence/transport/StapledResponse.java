package ringfence.transport;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;

/// The OCSP response that a server sent along with its certificate, RFC 6066 section 8.
final class StapledResponse {
  private StapledResponse() {}

  /// Of a handshake that goes on; nothing on the server's side, which asks for none.
  static Optional<byte[]> of(SSLEngine engine) {
    if (!engine.getUseClientMode()) return Optional.empty();
    if (engine instanceof ReferenceCountedOpenSslEngine boring) {
      return Optional.ofNullable(boring.getOcspResponse()).filter(octets -> octets.length > 0);
    }
    return engine.getHandshakeSession() instanceof ExtendedSSLSession session
        ? session.getStatusResponses().stream().findFirst()
        : Optional.empty();
  }
}
