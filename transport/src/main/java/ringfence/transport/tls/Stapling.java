package ringfence.transport.tls;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// What a server sends along with its certificate so that clients need not ask whether it was
/// revoked, RFC 6066 section 8. Only BoringSSL takes it from here.
@FunctionalInterface
public interface Stapling {
  /// A responder's answer about one of the server's own certificates; asked in every handshake, on
  /// the loop.
  Optional<byte[]> response(X509Certificate own);

  /// Whether there ever is anything.
  default boolean isUsed() {
    return true;
  }

  /// Nothing is sent along.
  static Stapling none() {
    return new Stapling() {
      @Override
      public Optional<byte[]> response(X509Certificate own) {
        return Optional.empty();
      }

      @Override
      public boolean isUsed() {
        return false;
      }
    };
  }
}
