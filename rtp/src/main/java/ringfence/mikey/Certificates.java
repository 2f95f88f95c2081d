package ringfence.mikey;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The certificates of CERT payloads, RFC 3830 sections 4.3.1, 6.7 and 6.8.
final class Certificates {
  private static final int X509 = 0;
  private static final int URI_NAME = 6;

  private Certificates() {}

  /// The certificate in DER; empty when it is none.
  static Optional<X509Certificate> read(Octets der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      var in = new ByteArrayInputStream(der.array());
      return factory.generateCertificate(in) instanceof X509Certificate certificate
              && in.available() == 0
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }

  static CertificatePayload payload(X509Certificate certificate) {
    try {
      return new CertificatePayload(X509, Octets.of(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without DER", e);
    }
  }

  /// The certificate that is believed to be the signer's of a message, who claims an identity.
  static X509Certificate signer(Contents message, Optional<Identity> claimed, Trust trust) {
    List<CertificatePayload> payloads = message.message().all(CertificatePayload.class);
    List<X509Certificate> presented =
        payloads.stream().flatMap(it -> read(it.data()).stream()).toList();
    int at = payloads.isEmpty() ? 0 : message.offset(payloads.getFirst());
    X509Certificate believed =
        trust
            .certificate(presented, claimed)
            .orElseThrow(
                () ->
                    new Fault(
                        ErrorNumber.INVALID_CERT,
                        "RFC 3830 4.3.1",
                        "no certificate of the signer that is believed",
                        at));
    claimed.ifPresent(it -> checkOwner(believed, it, trust, at));
    return believed;
  }

  /// Refuses a certificate that is of another party than it was said.
  static void checkOwner(X509Certificate certificate, Identity identity, Trust trust, int at) {
    if (trust.speaksFor(certificate, identity)) return;
    throw new Fault(
        ErrorNumber.INVALID_ID,
        "RFC 3830 3.2",
        "the certificate is not of " + identity.data().text(),
        at);
  }

  /// Refuses a message that was made for another certificate than ours.
  static void checkHash(Contents message, X509Certificate ours) {
    Optional<Chash> hash = message.atMostOne(PayloadType.CHASH, Chash.class);
    if (hash.isEmpty() || hash.get().hash().equals(hash(hash.get().function(), ours))) return;
    throw new Fault(
        ErrorNumber.INVALID_CERT,
        "RFC 3830 6.8",
        "the message was made for another certificate",
        message.offset(hash.get()));
  }

  static Octets hash(Chash.HashFunction function, X509Certificate certificate) {
    String algorithm =
        switch (function) {
          case SHA_1 -> "SHA-1";
          case MD5 -> "MD5";
        };
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return Octets.of(digest.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  /// Who a certificate is of: the first of its owners.
  static Optional<Identity> owner(X509Certificate certificate) {
    return owners(certificate).stream().findFirst().map(Identity::ofUri);
  }

  /// The URIs among a certificate's subjectAltNames, RFC 5280 section 4.2.1.6.
  static List<String> owners(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) return List.of();
      return names.stream()
          .filter(it -> it.get(0).equals(URI_NAME))
          .map(it -> it.get(1).toString())
          .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }
}
