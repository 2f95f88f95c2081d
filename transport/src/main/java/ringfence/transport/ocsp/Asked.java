package ringfence.transport.ocsp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// A certificate whose status is asked for, with the authority that issued it.
record Asked(X509Certificate certificate, X509Certificate issuer) {

  /// What the certificate is called in OCSP, RFC 6960 section 4.1.1; by SHA-1, which is all that
  /// every responder knows and which protects nothing here.
  CertificateID id() {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      BigInteger serial = certificate.getSerialNumber();
      return new CertificateID(
          digests.get(CertificateID.HASH_SHA1), new JcaX509CertificateHolder(issuer), serial);
    } catch (OCSPException | OperatorCreationException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The request, without a nonce, so that responders may answer from their store (RFC 5019).
  byte[] request() {
    try {
      return new OCSPReqBuilder().addRequest(id()).build().getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
