package ringfence.transport.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/// The authorities installed as trusted. A peer's own certificate may be among them, too.
public record TrustAnchors(List<X509Certificate> certificates) {
  public TrustAnchors {
    certificates = List.copyOf(certificates);
  }

  public static TrustAnchors none() {
    return new TrustAnchors(List.of());
  }

  public static TrustAnchors of(X509Certificate... certificates) {
    return new TrustAnchors(List.of(certificates));
  }
}
