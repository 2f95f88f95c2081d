package ringfence.mikey;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Which certificates a party believes, RFC 3830 section 4.3. Chains, validity and revocation are
/// the implementor's to judge.
public interface Trust {
  /// The certificate to believe: one of those `presented`, or one that is known of the identity
  /// `claimed`; empty when there is none.
  Optional<X509Certificate> certificate(
      List<X509Certificate> presented, Optional<Identity> claimed);

  /// Whether a certificate is of an identity: by default, whether it has its URI as a
  /// subjectAltName.
  default boolean speaksFor(X509Certificate certificate, Identity identity) {
    return Certificates.owners(certificate).contains(identity.data().text());
  }
}
