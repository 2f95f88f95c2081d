package ringfence.transport.ocsp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/// Reads what a responder answered, RFC 6960 section 3.2: an answer that breaks one of its rules
/// says nothing.
final class OcspResponse {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Duration WITHOUT_NEXT_UPDATE = Duration.ofMinutes(10);

  private OcspResponse() {}

  static CertificateStatus read(byte[] response, Asked asked, Instant now) {
    try {
      var whole = new OCSPResp(response);
      if (whole.getStatus() != OCSPResp.SUCCESSFUL) {
        return unknown("The responder refuses to answer (status " + whole.getStatus() + ").");
      }
      if (!(whole.getResponseObject() instanceof BasicOCSPResp basic)) {
        return unknown("The responder answers in a form that is not RFC 6960's.");
      }
      return isSigned(basic, asked, now)
          ? status(basic, asked, now)
          : unknown("The answer is not signed by the issuer, or by one it has delegated to.");
    } catch (IOException | OCSPException | RuntimeException e) {
      // octets that are no OCSP response come out of the parser in many ways
      return unknown("The answer cannot be read: " + e.getMessage() + ".");
    }
  }

  private static CertificateStatus.Unknown unknown(String reason) {
    return new CertificateStatus.Unknown(reason);
  }

  // RFC 6960 3.2 (2) and (3): "The signature on the response is valid" and "The identity of the
  // signer matches the intended recipient of the request"
  private static boolean isSigned(BasicOCSPResp response, Asked asked, Instant now) {
    if (isSignedBy(response, asked.issuer())) return true;
    for (X509CertificateHolder holder : response.getCerts()) {
      Optional<X509Certificate> signer = certificate(holder);
      boolean delegated = signer.filter(it -> isDelegated(it, asked.issuer(), now)).isPresent();
      if (delegated && isSignedBy(response, signer.get())) return true;
    }
    return false;
  }

  private static boolean isSignedBy(BasicOCSPResp response, X509Certificate signer) {
    try {
      return response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(signer));
    } catch (OCSPException | OperatorCreationException _) {
      return false;
    }
  }

  private static Optional<X509Certificate> certificate(X509CertificateHolder holder) {
    try {
      return Optional.of(new JcaX509CertificateConverter().getCertificate(holder));
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }

  // RFC 6960 4.2.2.2: the certificate "MUST be issued directly by the CA that is identified in the
  // request" and "MUST include a value of id-kp-OCSPSigning in an extended key usage extension"
  private static boolean isDelegated(X509Certificate signer, X509Certificate issuer, Instant now) {
    try {
      List<String> usages = signer.getExtendedKeyUsage();
      if (usages == null || !usages.contains(KeyPurposeId.id_kp_OCSPSigning.getId())) return false;
      if (!signer.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) return false;
      signer.verify(issuer.getPublicKey());
      signer.checkValidity(Date.from(now));
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static CertificateStatus status(BasicOCSPResp response, Asked asked, Instant now) {
    for (SingleResp single : response.getResponses()) {
      if (single.getCertID().equals(asked.id())) return status(single, now);
    }
    return unknown("The answer is about another certificate.");
  }

  // RFC 6960 4.2.2.1: "Responses whose nextUpdate value is earlier than the local system time value
  // SHOULD be considered unreliable. Responses whose thisUpdate time is later than the local system
  // time SHOULD be considered unreliable."
  private static CertificateStatus status(SingleResp single, Instant now) {
    Instant from = single.getThisUpdate().toInstant();
    Instant until =
        Optional.ofNullable(single.getNextUpdate())
            .map(Date::toInstant)
            .orElseGet(() -> now.plus(WITHOUT_NEXT_UPDATE));
    if (from.isAfter(now.plus(CLOCKS_DIFFER))) return unknown("The answer is from the future.");
    if (until.isBefore(now.minus(CLOCKS_DIFFER))) return unknown("The answer is too old.");
    // Bouncy Castle's word for good is null
    var notGood = Optional.ofNullable(single.getCertStatus());
    if (notGood.isEmpty()) return new CertificateStatus.Good(until);
    if (notGood.get() instanceof RevokedStatus revoked) {
      return new CertificateStatus.Revoked(revoked.getRevocationTime().toInstant(), until);
    }
    return unknown("The responder does not know the certificate.");
  }
}
