package ringfence.manage.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Certificates in a file: PEM, one or several, or DER, RFC 5280 and RFC 7468.
public final class CertificateFile {
  private static final int MOST_BYTES = 4 << 20;

  private CertificateFile() {}

  /// What was found.
  public sealed interface Outcome {}

  /// At least one, in the order of the file.
  public record Certificates(List<X509Certificate> certificates) implements Outcome {}

  /// A sentence without a full stop.
  public record Unreadable(String reason) implements Outcome {}

  public static Outcome read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES)
        return new Unreadable("the file is too large for certificates");
      return read(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return new Unreadable("there is no such file");
    } catch (IOException e) {
      return new Unreadable("the file cannot be read: " + e.getMessage());
    }
  }

  public static Outcome read(byte[] bytes) {
    if (bytes.length == 0) return new Unreadable("the file is empty");
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN ") ? pem(text) : der(bytes);
  }

  /// A certificate as PEM.
  public static String pem(X509Certificate certificate) {
    try {
      return PemText.of("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has a DER form", e);
    }
  }

  private static Outcome pem(String text) {
    List<X509Certificate> found = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (PemText.Block block : PemText.blocks(text)) {
      if (!block.label().matches("(X509 )?CERTIFICATE")) {
        others.add(block.label());
        continue;
      }
      int number = found.size() + 1;
      Optional<X509Certificate> certificate = block.bytes().flatMap(CertificateFile::parse);
      if (certificate.isEmpty()) {
        return new Unreadable("certificate " + number + " in the file is damaged");
      }
      found.add(certificate.get());
    }
    if (!found.isEmpty()) return new Certificates(List.copyOf(found));
    return new Unreadable(
        others.isEmpty()
            ? "the file holds no whole PEM block"
            : "the file holds no certificate, only " + String.join(", ", others));
  }

  private static Outcome der(byte[] bytes) {
    return parse(bytes)
        .<Outcome>map(certificate -> new Certificates(List.of(certificate)))
        .orElseGet(() -> new Unreadable("the file is no certificate, neither PEM nor DER"));
  }

  /// One certificate in DER and nothing after it.
  static Optional<X509Certificate> parse(byte[] der) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var in = new ByteArrayInputStream(der);
      var certificate = (X509Certificate) factory.generateCertificate(in);
      return in.available() == 0 ? Optional.of(certificate) : Optional.empty();
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }
}
