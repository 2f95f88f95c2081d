package ringfence.mikey;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// Who we are by certificate, with the private key of it, and whom we believe: what the methods
/// with public keys need, RFC 3830 sections 3.2 and 3.3. The key is an RSA key.
public record CertifiedParty(
    X509Certificate certificate, PrivateKey key, Identity identity, Trust trust) {
  /// Says who it is, and nothing of the key.
  @Override
  public String toString() {
    return "CertifiedParty(" + identity.data().text() + ")";
  }
}
