package ringfence.transport.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import ringfence.testkit.Certificates.Issued;

/// Certificates that the test kit does not issue.
public final class Chains {
  private Chains() {}

  /// Signed by an end entity as if it were an authority.
  static X509Certificate issuedBy(Issued issuer, String commonName) {
    String name = issuer.certificate().getSubjectX500Principal().getName();
    return sign(commonName, name, keys("EC", 256), issuer.key());
  }

  /// A self-made certificate for an RSA key, in the authority's name and installed beside it.
  static X509Certificate selfSigned(KeyPair keys, String commonName) {
    return sign(commonName, "CN=" + commonName, keys, keys.getPrivate());
  }

  static X509Certificate sign(String commonName, String issuer, KeyPair keys, PrivateKey by) {
    try {
      Instant now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(Duration.ofDays(1))),
              new X500Name("CN=" + commonName),
              keys.getPublic());
      String algorithm = by.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      var signer = new JcaContentSignerBuilder(algorithm).build(by);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Fresh keys.
  public static KeyPair keys(String algorithm, int bits) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// An RSA identity that signs itself: what an old server presents.
  public static TlsIdentity rsaIdentity(int bits, String commonName) {
    KeyPair keys = keys("RSA", bits);
    var chain = List.of(selfSigned(keys, commonName));
    return ((TlsIdentity.Reading.Accepted) TlsIdentity.of(chain, keys.getPrivate())).identity();
  }
}
