package ringfence.trace.diagnose;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a chain leads to a CA that the client has installed.
enum Trust {
  /// What it has installed is not known.
  UNKNOWN,
  INSTALLED,
  NOT_INSTALLED;

  private static final int LONGEST = 10;

  static Trust of(List<X509Certificate> chain, List<X509Certificate> trusted) {
    if (trusted.isEmpty() || chain.isEmpty()) return UNKNOWN;
    X509Certificate at = chain.getFirst();
    for (int length = 0; length < LONGEST; length++) {
      if (trusted.contains(at)) return INSTALLED;
      Optional<X509Certificate> issuer = issuer(at, chain, trusted);
      if (issuer.isEmpty() || issuer.get().equals(at)) return NOT_INSTALLED;
      at = issuer.get();
    }
    return NOT_INSTALLED;
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate issued, List<X509Certificate> chain, List<X509Certificate> trusted) {
    return Stream.concat(trusted.stream(), chain.stream())
        .filter(each -> each.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
        .filter(each -> signed(each, issued))
        .findFirst();
  }

  private static boolean signed(X509Certificate issuer, X509Certificate issued) {
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
