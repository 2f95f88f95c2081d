package ringfence.transport.tls;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/// The authorities installed as trusted. A peer's own certificate may be among them, too.
///
/// @param responders the OCSP responder to ask about what an authority issued, whatever the
///   certificates say
public record TrustAnchors(
    List<X509Certificate> certificates, Map<X509Certificate, URI> responders) {
  public TrustAnchors {
    certificates = List.copyOf(certificates);
    responders = Map.copyOf(responders);
  }

  public TrustAnchors(List<X509Certificate> certificates) {
    this(certificates, Map.of());
  }

  public static TrustAnchors none() {
    return new TrustAnchors(List.of());
  }

  public static TrustAnchors of(X509Certificate... certificates) {
    return new TrustAnchors(List.of(certificates));
  }
}
