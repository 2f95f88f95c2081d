package ringfence.manage.certificate;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import ringfence.manage.setting.Secret;

/// What a person's file holds: certificates in their order, and perhaps a private key. PEM in any
/// order, DER, PKCS#7 and PKCS#12 are read; keys as PKCS#8, also under a password, PKCS#1 and SEC
/// 1.
public record CertificateContents(List<X509Certificate> certificates, Optional<PrivateKey> key) {
  /// More than any certificate with its chain has.
  public static final int MOST_OCTETS = 256 * 1024;

  private static final int MOST_CERTIFICATES = 20;

  /// What came of reading it; reasons are sentences without a full stop.
  public sealed interface Outcome {
    record Read(CertificateContents contents) implements Outcome {}

    /// It is protected, and the password is another one.
    record PasswordWanted(String reason) implements Outcome {}

    record Unreadable(String reason) implements Outcome {}
  }

  public CertificateContents {
    certificates = List.copyOf(certificates);
  }

  /// Reads a file.
  ///
  /// @param password of what is protected in it; empty where nobody gave one
  public static Outcome read(byte[] octets, Secret password) {
    if (octets.length == 0) return unreadable("the file is empty");
    if (octets.length > MOST_OCTETS) {
      return unreadable("the file is larger than any certificate (256 KiB)");
    }
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    if (text.contains("-----BEGIN ")) return new PemContents(octets, password).read(text);
    return BinaryFile.read(octets, password);
  }

  /// Whole certificates and a key, unless there are none or too many.
  static Outcome of(List<X509Certificate> certificates, Optional<PrivateKey> key) {
    if (certificates.isEmpty()) {
      return unreadable(
          key.isPresent()
              ? "the file holds a private key and no certificate; put both into one file"
              : "the file holds no certificate");
    }
    if (certificates.size() > MOST_CERTIFICATES) {
      return unreadable("the file holds more than " + MOST_CERTIFICATES + " certificates");
    }
    return new Outcome.Read(new CertificateContents(certificates, key));
  }

  static Outcome unreadable(String reason) {
    return new Outcome.Unreadable(reason);
  }

  static Outcome wrongPassword(Secret password) {
    return new Outcome.PasswordWanted(
        password.isEmpty()
            ? "the private key is protected: give its password"
            : "the password is not the one of the file");
  }

  /// Says nothing of the key.
  @Override
  public String toString() {
    return certificates.size() + " certificates" + (key.isPresent() ? " and a key" : "");
  }
}
