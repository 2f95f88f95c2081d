package ringfence.manage.disclosure;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Set;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Octets that only the owner of a certificate's key can read: CMS EnvelopedData, RFC 5652 section
/// 6, in BER, with AES-256, whose key goes to an RSA key or is agreed on with an EC key. `openssl
/// cms -decrypt -inform DER` opens it.
public final class SealedStream extends FilterOutputStream {
  private final OutputStream below;

  private SealedStream(OutputStream sealing, OutputStream below) {
    super(sealing);
    this.below = below;
  }

  /// Whether it can be sealed to that certificate: to an RSA or an EC key.
  public static boolean canSealTo(X509Certificate reader) {
    return Set.of("RSA", "EC").contains(reader.getPublicKey().getAlgorithm());
  }

  public static SealedStream over(OutputStream below, X509Certificate reader) throws IOException {
    try {
      var generator = new CMSEnvelopedDataStreamGenerator();
      generator.addRecipientInfoGenerator(recipient(reader));
      var encryptor = new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build();
      return new SealedStream(generator.open(below, encryptor), below);
    } catch (CMSException | GeneralSecurityException e) {
      throw new IOException("cannot be sealed to that certificate: " + e.getMessage(), e);
    }
  }

  private static RecipientInfoGenerator recipient(X509Certificate reader)
      throws GeneralSecurityException, CMSException {
    if (!(reader.getPublicKey() instanceof ECPublicKey key)) {
      return new JceKeyTransRecipientInfoGenerator(reader);
    }
    // RFC 5753 3.1: the originator's key is an ephemeral one, on the curve of the reader's
    var pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(key.getParams());
    var ours = pairs.generateKeyPair();
    return new JceKeyAgreeRecipientInfoGenerator(
            CMSAlgorithm.ECDH_SHA256KDF,
            ours.getPrivate(),
            ours.getPublic(),
            CMSAlgorithm.AES256_WRAP)
        .addRecipient(reader)
        .setProvider(new BouncyCastleProvider()); // Java has no ECDH with a KDF of its own
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
  }

  @Override
  public void close() throws IOException {
    try (below) {
      out.close();
    }
  }
}
