package ringfence.transport.ocsp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/// Speaks to OCSP responders by HTTP, RFC 6960 appendix A: within bounds of time and size, and
/// without following anyone elsewhere. Its callers wait.
final class Responder implements AutoCloseable {
  private static final int LARGEST = 64 * 1024;

  private final HttpClient http;
  private final Duration patience;

  Responder(Duration patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// The address that the certificate itself names, RFC 5280 section 4.2.2.1.
  static Optional<URI> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
    if (extension == null) return Optional.empty();
    try {
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      var access = AuthorityInformationAccess.getInstance(value);
      return Arrays.stream(access.getAccessDescriptions())
          .filter(it -> it.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
          .map(AccessDescription::getAccessLocation)
          .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
          .map(name -> URI.create(name.getName().toString()))
          .filter(uri -> "http".equalsIgnoreCase(uri.getScheme()))
          .findFirst();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // an extension that cannot be read names nobody
    }
  }

  /// The answer's octets.
  byte[] ask(URI address, byte[] request) throws IOException, InterruptedException {
    var post =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/ocsp-request")
            .header("Accept", "application/ocsp-response")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request))
            .build();
    HttpResponse<InputStream> response = http.send(post, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) throw new IOException("HTTP " + response.statusCode());
      byte[] octets = body.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) throw new IOException("more than " + LARGEST + " octets");
      return octets;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
