package ringfence.manage.disclosure;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;

/// Octets that only the owner of a certificate's key can read: CMS EnvelopedData, RFC 5652 section
/// 6, in BER, with AES-256. `openssl cms -decrypt -inform DER` opens it.
public final class SealedStream extends FilterOutputStream {
  private final OutputStream below;

  private SealedStream(OutputStream sealing, OutputStream below) {
    super(sealing);
    this.below = below;
  }

  /// Whether it can be sealed to that certificate: to an RSA key.
  public static boolean canSealTo(X509Certificate reader) {
    return reader.getPublicKey().getAlgorithm().equals("RSA");
  }

  public static SealedStream over(OutputStream below, X509Certificate reader) throws IOException {
    try {
      var generator = new CMSEnvelopedDataStreamGenerator();
      generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(reader));
      var encryptor = new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build();
      return new SealedStream(generator.open(below, encryptor), below);
    } catch (CMSException | CertificateEncodingException e) {
      throw new IOException("cannot be sealed to that certificate: " + e.getMessage(), e);
    }
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
