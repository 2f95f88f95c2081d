package ringfence.manage.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// The first private key in a PEM file: PKCS#8 (RFC 5208), PKCS#1 RSA (RFC 8017) or SEC 1 EC (RFC
/// 5915), not encrypted.
public final class PrivateKeyFile {
  private static final int MOST_BYTES = 1 << 20;

  private PrivateKeyFile() {}

  /// What was found.
  public sealed interface Outcome {}

  /// The key; its text form says nothing of it.
  public record Key(PrivateKey key) implements Outcome {
    @Override
    public String toString() {
      return "Key(" + key.getAlgorithm() + ")";
    }
  }

  /// A sentence without a full stop.
  public record Unreadable(String reason) implements Outcome {}

  public static Outcome read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) return new Unreadable("the file is too large for a key");
      return read(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return new Unreadable("there is no such file");
    } catch (IOException e) {
      return new Unreadable("the file cannot be read: " + e.getMessage());
    }
  }

  public static Outcome read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Optional<PrivateKey> plain = pkcs8(text);
    if (plain.isPresent()) return new Key(plain.get());
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        switch (found) {
          case PrivateKeyInfo info -> {
            return key(info);
          }
          case PEMKeyPair pair -> {
            return key(pair.getPrivateKeyInfo());
          }
          case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ -> {
            return new Unreadable(
                "the key is encrypted; take its pass phrase off with: openssl pkey -in … -out …");
          }
          default -> {} // a certificate or parameters beside the key
        }
      }
      return new Unreadable("the file holds no private key in PEM");
    } catch (IOException | RuntimeException _) {
      // the parser throws what it likes at a damaged block
      return new Unreadable("the private key is damaged");
    }
  }

  /// The first key where it is in the form that the JDK reads.
  private static Optional<PrivateKey> pkcs8(String text) {
    return PemText.blocks(text).stream()
        .filter(block -> block.label().endsWith("PRIVATE KEY"))
        .findFirst()
        .filter(block -> block.label().equals("PRIVATE KEY"))
        .flatMap(PemText.Block::bytes)
        .flatMap(Pkcs8::key);
  }

  private static Outcome key(PrivateKeyInfo info) throws IOException {
    var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    String name = algorithm.getId();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) name = "RSA";
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) name = "EC";
    try {
      var form = new PKCS8EncodedKeySpec(info.getEncoded());
      return new Key(KeyFactory.getInstance(name).generatePrivate(form));
    } catch (GeneralSecurityException _) {
      return new Unreadable("the private key is damaged or of an unknown kind");
    }
  }
}
