package ringfence.manage.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import ringfence.manage.file.AtomicFile;

/// A private key with the certificate that speaks for it, and the certificates between that one and
/// an authority. The key is never printed.
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
  public CertifiedKey {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) throw new IllegalArgumentException("a key without a certificate");
  }

  /// What came of reading the two files.
  public sealed interface Outcome {}

  public record Loaded(CertifiedKey certifiedKey) implements Outcome {}

  /// `file` is the one at fault; `reason` is a sentence without a full stop.
  public record Refused(Path file, String reason) implements Outcome {
    @Override
    public String toString() {
      return file + ": " + reason;
    }
  }

  /// The certificate of the key itself.
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// Reads a certificate file, the host's first and its chain after it, and its key; both may be
  /// one file.
  public static Outcome load(Path certificates, Path key) {
    return switch (CertificateFile.read(certificates)) {
      case CertificateFile.Unreadable(var reason) -> new Refused(certificates, reason);
      case CertificateFile.Certificates(var chain) ->
          switch (PrivateKeyFile.read(key)) {
            case PrivateKeyFile.Unreadable(var reason) -> new Refused(key, reason);
            case PrivateKeyFile.Key(var privateKey) ->
                belongs(privateKey, chain.getFirst())
                    ? new Loaded(new CertifiedKey(chain, privateKey))
                    : new Refused(
                        key, "the key does not belong to the certificate in " + certificates);
          };
    };
  }

  /// Writes the chain for everyone and the key for its owner only (mode 600), the key first, so
  /// that no certificate is ever without its key.
  public void save(Path certificates, Path keyFile) throws IOException {
    AtomicFile.write(
        keyFile, PemText.of("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII));
    AtomicFile.writePublic(certificates, certificatePem().getBytes(StandardCharsets.US_ASCII));
  }

  /// The chain as PEM, the host's own certificate first.
  public String certificatePem() {
    return chain.stream().map(CertificateFile::pem).collect(Collectors.joining());
  }

  static boolean belongs(PrivateKey key, X509Certificate certificate) {
    byte[] text = "a text to sign".getBytes(StandardCharsets.US_ASCII);
    try {
      var signature = Signature.getInstance(KeyKind.signature(certificate.getPublicKey()));
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "CertifiedKey(" + CertificateFacts.of(certificate()).issuedTo() + ")";
  }
}
