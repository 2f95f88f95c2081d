package ringfence.transport.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.transport.tls.Refusal.Cause;

/// The way from a peer's certificate to an installed authority, whatever the order in which the
/// peer sent its certificates, and whether it holds by RFC 5280 section 6.
///
/// @param certificates from the peer's own upwards, without the anchor
record CertificatePath(List<X509Certificate> certificates, X509Certificate anchor) {
  private static final int LONGEST = 10;

  /// What looking for a path found.
  sealed interface Search {
    record Found(CertificatePath path) implements Search {}

    record NotFound(Refusal why) implements Search {}
  }

  static Search find(List<X509Certificate> presented, TrustAnchors trust) {
    List<X509Certificate> path = new ArrayList<>();
    X509Certificate at = presented.getFirst();
    boolean forged = false;
    while (path.size() < LONGEST) {
      if (trust.certificates().contains(at)) return new Search.Found(new CertificatePath(path, at));
      path.add(at);
      Optional<X509Certificate> anchor = issuer(at, trust.certificates());
      if (anchor.isPresent()) return new Search.Found(new CertificatePath(path, anchor.get()));
      forged = forged || named(at, trust.certificates());
      List<X509Certificate> unused = presented.stream().filter(one -> !path.contains(one)).toList();
      Optional<X509Certificate> next = issuer(at, unused);
      if (next.isEmpty()) break;
      at = next.get();
    }
    return new Search.NotFound(forged ? badSignature(at) : unknown(at));
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate of, List<X509Certificate> candidates) {
    return candidates.stream().filter(one -> isNamed(of, one) && signed(of, one)).findFirst();
  }

  private static boolean named(X509Certificate certificate, List<X509Certificate> candidates) {
    return candidates.stream().anyMatch(one -> isNamed(certificate, one));
  }

  private static boolean isNamed(X509Certificate certificate, X509Certificate issuer) {
    return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
  }

  private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static Refusal badSignature(X509Certificate certificate) {
    return new Refusal(
        Cause.BAD_SIGNATURE,
        "The certificate says it was issued by "
            + certificate.getIssuerX500Principal()
            + ", but the installed authority of that name did not sign it.",
        "RFC 5280 6.1.3 (a)(1)",
        "install the authority that really issued it; authorities made anew often keep the name");
  }

  private static Refusal unknown(X509Certificate certificate) {
    return new Refusal(
        Cause.UNKNOWN_CA,
        "No installed authority issued "
            + certificate.getSubjectX500Principal()
            + "; its issuer is "
            + certificate.getIssuerX500Principal()
            + ".",
        "RFC 5280 6.1",
        "install that issuer's certificate, or have the peer send the missing intermediate");
  }

  /// Who issued the peer's own certificate; nobody where that is installed itself.
  Optional<X509Certificate> issuer() {
    if (certificates.isEmpty()) return Optional.empty();
    return Optional.of(certificates.size() > 1 ? certificates.get(1) : anchor);
  }

  /// Everything RFC 5280 asks of the path at `now` but revocation; empty when it holds.
  Optional<Refusal> check(Instant now) {
    for (X509Certificate certificate : upToAnchor()) {
      Optional<Refusal> outOfDate = dates(certificate, now);
      if (outOfDate.isPresent()) return outOfDate;
    }
    if (certificates.isEmpty()) return Optional.empty(); // the peer's own certificate is installed
    try {
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return Optional.of(broken(e));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<X509Certificate> upToAnchor() {
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(anchor);
    return all;
  }

  private Optional<Refusal> dates(X509Certificate certificate, Instant now) {
    String whose =
        certificate.equals(anchor) && !certificates.isEmpty()
            ? "The installed authority " + anchor.getSubjectX500Principal()
            : "The certificate of " + certificate.getSubjectX500Principal();
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      return Optional.of(
          outOfDate(Cause.EXPIRED, whose + " expired at " + until + "; it is " + now + "."));
    }
    if (now.isBefore(from)) {
      return Optional.of(
          outOfDate(
              Cause.NOT_YET_VALID,
              whose + " is not valid before " + from + "; it is " + now + "."));
    }
    return Optional.empty();
  }

  private static Refusal outOfDate(Cause cause, String what) {
    return new Refusal(
        cause,
        what,
        "RFC 5280 4.1.2.5",
        "set this unit's clock (SNTP) if the time given here is wrong, else renew the certificate");
  }

  private static Refusal broken(CertPathValidatorException e) {
    Reason reason = e.getReason();
    String what = "The certificate chain does not hold: " + e.getMessage() + ".";
    if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
      return new Refusal(
          Cause.WEAK_KEY, what, "RFC 5280 6.1", "issue with a key and hash of today's strength");
    }
    if (reason == BasicReason.INVALID_SIGNATURE) {
      return new Refusal(Cause.BAD_SIGNATURE, what, "RFC 5280 6.1.3 (a)(1)", "");
    }
    if (reason == PKIXReason.NAME_CHAINING || reason == PKIXReason.NO_TRUST_ANCHOR) {
      return new Refusal(Cause.UNKNOWN_CA, what, "RFC 5280 6.1", "");
    }
    return new Refusal(
        Cause.WRONG_USAGE, what, "RFC 5280 4.2.1", "issue from an authority that may issue it");
  }
}
