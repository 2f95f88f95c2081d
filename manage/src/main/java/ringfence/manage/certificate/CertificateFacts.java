package ringfence.manage.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import ringfence.manage.json.Json;

/// What the Certificates page and `certificate show` say of a certificate.
///
/// @param issuedTo the subject's common name, or the whole subject where it has none
/// @param issuedBy the issuer's, likewise
/// @param usage `TlsClient` and `TlsServer` by the extended key usage; a host's certificate without
///   that extension is good for both
/// @param names the DNS names, addresses and URIs it is good for
/// @param authority whether it may sign others
public record CertificateFacts(
    String issuedTo,
    String issuedBy,
    Instant validFrom,
    Instant validTo,
    List<String> usage,
    List<String> names,
    boolean authority) {

  public static CertificateFacts of(X509Certificate certificate) {
    return new CertificateFacts(
        commonName(certificate.getSubjectX500Principal()),
        commonName(certificate.getIssuerX500Principal()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        usage(certificate),
        names(certificate),
        certificate.getBasicConstraints() >= 0);
  }

  /// The object of `certificate show --json` and of `certificate` in `certificate check --json`.
  public Json.JsonObject json() {
    return Json.object()
        .put("issuedTo", issuedTo)
        .put("issuedBy", issuedBy)
        .put("validFrom", validFrom.toString())
        .put("validTo", validTo.toString())
        .put("usage", Json.texts(usage))
        .put("names", Json.texts(names))
        .put("ca", authority);
  }

  private static String commonName(X500Principal principal) {
    try {
      var parts = X500Name.getInstance(principal.getEncoded()).getRDNs(BCStyle.CN);
      if (parts.length == 0) return principal.getName();
      return IETFUtils.valueToString(parts[parts.length - 1].getFirst().getValue());
    } catch (IllegalArgumentException _) {
      return principal.getName(); // a common name that is no text
    }
  }

  // RFC 5280 4.2.1.12: "the certificate MUST only be used for one of the purposes indicated"
  private static List<String> usage(X509Certificate certificate) {
    List<String> purposes = purposes(certificate);
    boolean host = certificate.getBasicConstraints() < 0;
    boolean any =
        (purposes.isEmpty() && host) || purposes.contains(KeyPurposeId.anyExtendedKeyUsage.getId());
    List<String> usage = new ArrayList<>();
    if (any || purposes.contains(KeyPurposeId.id_kp_clientAuth.getId())) usage.add("TlsClient");
    if (any || purposes.contains(KeyPurposeId.id_kp_serverAuth.getId())) usage.add("TlsServer");
    return List.copyOf(usage);
  }

  private static List<String> purposes(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of());
    } catch (CertificateParsingException _) {
      return List.of("damaged"); // a purpose nobody knows: good for nothing
    }
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> all =
          Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
      return all.stream()
          .filter(name -> isNetworkName((Integer) name.get(0)))
          .map(name -> String.valueOf(name.get(1)))
          .toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  private static boolean isNetworkName(int kind) {
    return kind == GeneralName.dNSName
        || kind == GeneralName.iPAddress
        || kind == GeneralName.uniformResourceIdentifier;
  }
}
