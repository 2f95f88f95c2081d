package ringfence.trace.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// A certificate of a Certificate message, RFC 8446 section 4.4.2.
///
/// @param certificate empty where the octets are no X.509 certificate
public record CertificateEntry(Octets der, Optional<X509Certificate> certificate) {
  private static final int DNS_NAME = 2;
  private static final int URI_NAME = 6;
  private static final int IP_ADDRESS = 7;

  static CertificateEntry of(Octets der) {
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toArray()));
      return new CertificateEntry(der, Optional.of((X509Certificate) read));
    } catch (CertificateException _) {
      return new CertificateEntry(der, Optional.empty());
    }
  }

  /// The serial number in hexadecimal, as other tools show it; empty where it cannot be read.
  public String serial() {
    return certificate.map(CertificateEntry::serial).orElse("");
  }

  static String serial(X509Certificate certificate) {
    return HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray());
  }

  /// The common name of the subject, RFC 5280 section 4.1.2.6; empty where it has none.
  public Optional<String> commonName() {
    return certificate
        .map(read -> read.getSubjectX500Principal().getName(X500Principal.RFC1779))
        .flatMap(
            name -> Stream.of(name.split(", *")).filter(part -> part.startsWith("CN=")).findFirst())
        .map(part -> part.substring("CN=".length()));
  }

  /// The names of subjectAltName that stand for hosts, with `DNS:`, `URI:` or `IP:` before each.
  public List<String> names() {
    return certificate.map(CertificateEntry::names).orElse(List.of());
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all == null) return List.of();
      List<String> names = new ArrayList<>();
      for (List<?> each : all) {
        switch ((Integer) each.getFirst()) {
          case DNS_NAME -> names.add("DNS:" + each.get(1));
          case URI_NAME -> names.add("URI:" + each.get(1));
          case IP_ADDRESS -> names.add("IP:" + each.get(1));
          default -> {} // names of persons and directories
        }
      }
      return List.copyOf(names);
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  /// Subject, names, issuer, validity and serial number in one line.
  @Override
  public String toString() {
    return certificate.map(this::words).orElse("no X.509 certificate, " + der.length() + " octets");
  }

  private String words(X509Certificate read) {
    return "%s%s, issued by %s, valid %s to %s, serial %s"
        .formatted(
            read.getSubjectX500Principal(),
            names().isEmpty() ? "" : " (" + String.join(", ", names()) + ")",
            read.getIssuerX500Principal(),
            read.getNotBefore().toInstant(),
            read.getNotAfter().toInstant(),
            serial());
  }
}
