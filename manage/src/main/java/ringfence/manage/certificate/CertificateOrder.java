package ringfence.manage.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Puts the certificates of a file in order; who signed whom decides, not how they lay there.
final class CertificateOrder {
  private CertificateOrder() {}

  /// A host's own certificate, then the one that signed it, and so on as far as the file has them.
  static List<X509Certificate> hostFirst(X509Certificate host, List<X509Certificate> all) {
    List<X509Certificate> left = new ArrayList<>(all);
    List<X509Certificate> chain = new ArrayList<>();
    List<X509Certificate> next = List.of(host);
    while (!next.isEmpty()) {
      X509Certificate last = next.getFirst();
      chain.add(last);
      left.remove(last);
      next = left.stream().filter(one -> signed(one, last)).toList();
    }
    return chain;
  }

  /// Each after the one that signed it, as far as the file has that; otherwise as they lay there.
  static List<X509Certificate> rootFirst(List<X509Certificate> all) {
    List<X509Certificate> left = new ArrayList<>(all);
    List<X509Certificate> order = new ArrayList<>();
    while (!left.isEmpty()) {
      X509Certificate next =
          left.stream().filter(one -> !isSignedByOther(one, left)).findFirst().orElse(left.get(0));
      order.add(next);
      left.remove(next);
    }
    return order;
  }

  private static boolean isSignedByOther(X509Certificate one, List<X509Certificate> all) {
    return all.stream().anyMatch(other -> !other.equals(one) && signed(other, one));
  }

  /// Whether `issuer` signed `subject`, by name and by signature.
  private static boolean signed(X509Certificate issuer, X509Certificate subject) {
    if (!subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) return false;
    try {
      subject.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false; // a namesake
    }
  }
}
