package ringfence.manage.certificate;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person should know of a certificate before relying on it, in sentences.
final class CertificateAdvice {
  // NIST SP 800-131A: shorter keys are "disallowed"
  private static final int LEAST_RSA_BITS = 2048;
  private static final int LEAST_EC_BITS = 224;

  private CertificateAdvice() {}

  /// Of a host's certificate.
  static List<String> ofHost(X509Certificate certificate, Instant now) {
    List<String> advice = ofAny(certificate, now);
    CertificateFacts facts = CertificateFacts.of(certificate);
    if (!facts.usage().contains("TlsServer")) {
      advice.add("Its extended key usage does not name TLS servers: nobody can be served with it.");
    }
    if (!facts.usage().contains("TlsClient")) {
      advice.add(
          "Its extended key usage does not name TLS clients: a server that asks for a certificate"
              + " does not take it.");
    }
    if (facts.names().isEmpty()) {
      advice.add("It has no subject alternative name; many do not look at the common name.");
    }
    return advice;
  }

  /// Of a certificate by which others are checked.
  static List<String> ofOther(X509Certificate certificate, Instant now) {
    List<String> advice = ofAny(certificate, now);
    if (certificate.getBasicConstraints() < 0) {
      advice.add("It is no CA's certificate: only a server that has this very one is trusted.");
    }
    return advice;
  }

  private static List<String> ofAny(X509Certificate certificate, Instant now) {
    List<String> advice = new ArrayList<>();
    Instant end = certificate.getNotAfter().toInstant();
    Instant begin = certificate.getNotBefore().toInstant();
    if (now.isAfter(end)) advice.add("It expired on " + day(end) + ".");
    if (now.isBefore(begin)) advice.add("It is not valid before " + day(begin) + ".");
    weakKey(certificate).ifPresent(advice::add);
    weakSignature(certificate).ifPresent(advice::add);
    return advice;
  }

  private static Optional<String> weakKey(X509Certificate certificate) {
    return switch (certificate.getPublicKey()) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() < LEAST_RSA_BITS ->
          Optional.of("Its RSA key of " + rsa.getModulus().bitLength() + " bits is weak.");
      case ECPublicKey ec when ec.getParams().getOrder().bitLength() < LEAST_EC_BITS ->
          Optional.of("Its EC key is weak.");
      default -> Optional.empty();
    };
  }

  /// Nobody checks the signature of a certificate on itself.
  private static Optional<String> weakSignature(X509Certificate certificate) {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    boolean weak = algorithm.startsWith("MD") || algorithm.startsWith("SHA1");
    var issuer = certificate.getIssuerX500Principal();
    if (!weak || issuer.equals(certificate.getSubjectX500Principal())) return Optional.empty();
    return Optional.of("It is signed with " + certificate.getSigAlgName() + ", which is weak.");
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
