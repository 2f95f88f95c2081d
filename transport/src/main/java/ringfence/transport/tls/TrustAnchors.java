package ringfence.transport.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import ringfence.transport.tls.Pem.BrokenPemException;

/// The authorities installed as trusted. A peer's own certificate may be among them, too.
public record TrustAnchors(List<X509Certificate> certificates) {
  public TrustAnchors {
    certificates = List.copyOf(certificates);
  }

  public static TrustAnchors none() {
    return new TrustAnchors(List.of());
  }

  /// From PEM text; empty where there is no certificate in it that can be read.
  public static Optional<TrustAnchors> fromPem(String pem) {
    try {
      return Optional.of(new TrustAnchors(Pem.certificates(pem)));
    } catch (BrokenPemException _) {
      return Optional.empty();
    }
  }

  public static TrustAnchors of(X509Certificate... certificates) {
    return new TrustAnchors(List.of(certificates));
  }
}
