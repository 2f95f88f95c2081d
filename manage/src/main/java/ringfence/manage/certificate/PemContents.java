package ringfence.manage.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.certificate.CertificateContents.Outcome;
import ringfence.manage.setting.Secret;

/// Reads the blocks of a PEM file, RFC 7468, in whatever order they are.
final class PemContents {
  private final byte[] octets;
  private final Secret password;
  private final List<X509Certificate> certificates = new ArrayList<>();
  private final Set<String> others = new LinkedHashSet<>();
  private Optional<PrivateKey> key = Optional.empty();

  PemContents(byte[] octets, Secret password) {
    this.octets = octets;
    this.password = password;
  }

  Outcome read(String text) {
    for (PemText.Block block : PemText.blocks(text)) {
      Optional<Outcome> wrong = take(block);
      if (wrong.isPresent()) return wrong.get();
    }
    if (certificates.isEmpty() && key.isEmpty()) {
      return CertificateContents.unreadable(
          others.isEmpty()
              ? "the file holds no whole PEM block"
              : "the file holds no certificate, but " + String.join(" and ", others));
    }
    return CertificateContents.of(certificates, key);
  }

  /// Takes a block up, or says why the whole file is refused.
  private Optional<Outcome> take(PemText.Block block) {
    return switch (block.label()) {
      case "CERTIFICATE", "X509 CERTIFICATE" -> certificate(block);
      case "PKCS7", "CMS" -> bundle(block);
      case "ENCRYPTED PRIVATE KEY" -> {
        if (key.isEmpty()) key = block.bytes().flatMap(der -> Pkcs8.decrypted(der, password));
        yield key.isEmpty()
            ? Optional.of(CertificateContents.wrongPassword(password))
            : Optional.empty();
      }
      case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
          key.isEmpty() ? firstKey() : Optional.empty();
      default -> {
        others.add(words(block.label()));
        yield Optional.empty();
      }
    };
  }

  private Optional<Outcome> certificate(PemText.Block block) {
    int number = certificates.size() + 1;
    block.bytes().flatMap(CertificateFile::parse).ifPresent(certificates::add);
    if (certificates.size() == number) return Optional.empty();
    return refused("certificate " + number + " in the file is damaged");
  }

  private Optional<Outcome> bundle(PemText.Block block) {
    List<X509Certificate> all = block.bytes().map(BinaryFile::bundle).orElse(List.of());
    if (all.isEmpty()) return refused("the PKCS#7 bundle in the file is damaged");
    certificates.addAll(all);
    return Optional.empty();
  }

  private Optional<Outcome> firstKey() {
    return switch (PrivateKeyFile.read(octets)) {
      case PrivateKeyFile.Unreadable(String reason) -> refused(reason);
      case PrivateKeyFile.Key(PrivateKey found) -> {
        key = Optional.of(found);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Outcome> refused(String reason) {
    return Optional.of(CertificateContents.unreadable(reason));
  }

  private static String words(String label) {
    return switch (label) {
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
          "a certificate signing request, which is the question to a CA and not its answer";
      case "PUBLIC KEY", "RSA PUBLIC KEY" -> "a public key alone";
      case "X509 CRL" -> "a revocation list";
      case "OPENSSH PRIVATE KEY" -> "a key for SSH";
      case "TRUSTED CERTIFICATE" ->
          "a certificate in the form of OpenSSL alone; write it anew with: openssl x509 -in … -out …";
      default -> label;
    };
  }
}
