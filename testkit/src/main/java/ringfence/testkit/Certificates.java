package ringfence.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/// Fresh certificates for tests: an authority and what it issues, good or wrong on purpose.
public final class Certificates {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private Certificates() {}

  /// A certificate with its private key.
  public record Issued(X509Certificate certificate, PrivateKey key) {
    public String certificatePem() {
      return pem(certificate);
    }

    /// As PKCS #8, which names the curve of an EC key.
    public String keyPem() {
      return pem(new PemObject("PRIVATE KEY", key.getEncoded()));
    }
  }

  /// What to issue: the common name, the subject alternative names (`ip:` or `dns:` before each, or
  /// `uri:`), the validity and the extended key usages.
  public record Wanted(
      String commonName,
      List<String> names,
      Instant notBefore,
      Instant notAfter,
      List<KeyPurposeId> usages) {
    /// A server certificate valid from an hour ago for a day.
    public static Wanted server(String commonName, String... names) {
      Instant now = Instant.now();
      return new Wanted(
          commonName,
          List.of(names),
          now.minus(Duration.ofHours(1)),
          now.plus(Duration.ofDays(1)),
          List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth));
    }

    /// The same for servers only, by its extended key usage.
    public Wanted forServersOnly() {
      return new Wanted(
          commonName, names, notBefore, notAfter, List.of(KeyPurposeId.id_kp_serverAuth));
    }

    public Wanted valid(Instant from, Instant to) {
      return new Wanted(commonName, names, from, to, usages);
    }

    public Wanted usages(KeyPurposeId... wanted) {
      return new Wanted(commonName, names, notBefore, notAfter, List.of(wanted));
    }
  }

  /// A private authority.
  public static final class Authority {
    private final Issued own;

    private final String name;

    private Authority(String name, Issued own) {
      this.name = name;
      this.own = own;
    }

    /// @param name its common name; more may follow, as in `Example CA,O=Example`
    public Authority(String name) {
      this.name = name;
      KeyPair keys = keys();
      Wanted wanted = Wanted.server(name);
      Signer self = new Signer(name, keys.getPrivate(), true);
      this.own = new Issued(sign(wanted, keys, self), keys.getPrivate());
    }

    public X509Certificate certificate() {
      return own.certificate();
    }

    public String certificatePem() {
      return own.certificatePem();
    }

    public Issued issue(Wanted wanted) {
      return issue(wanted, keys());
    }

    /// An authority below this one.
    public Authority intermediate(String commonName) {
      KeyPair keys = keys();
      Signer signer = new Signer(name, own.key(), true);
      var certificate = sign(Wanted.server(commonName), keys, signer);
      return new Authority(commonName, new Issued(certificate, keys.getPrivate()));
    }

    /// For an RSA key of 2048 bits, as RSA key transport needs.
    public Issued issueRsa(Wanted wanted) {
      return issue(wanted, rsaKeys(2048));
    }

    /// For an RSA key that is too small for today.
    public Issued issueWeak(Wanted wanted) {
      return issue(wanted, rsaKeys(1024));
    }

    private Issued issue(Wanted wanted, KeyPair keys) {
      return new Issued(sign(wanted, keys, new Signer(name, own.key(), false)), keys.getPrivate());
    }

    /// A list of these as revoked, in PEM, that holds for a day.
    public String revocationListPem(Issued... revoked) {
      Instant now = Instant.now();
      var builder = new JcaX509v2CRLBuilder(own.certificate(), Date.from(now));
      builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
      for (Issued each : revoked) {
        builder.addCRLEntry(
            each.certificate().getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
      }
      try {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(own.key());
        return pem(new PemObject("X509 CRL", builder.build(signer).getEncoded()));
      } catch (IOException | OperatorCreationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// A certificate that no authority issued but itself.
  public static Issued selfSigned(Wanted wanted) {
    KeyPair keys = keys();
    Signer self = new Signer(wanted.commonName(), keys.getPrivate(), false);
    return new Issued(sign(wanted, keys, self), keys.getPrivate());
  }

  /// Who signs, and whether what is signed is an authority itself.
  private record Signer(String name, PrivateKey key, boolean makesAuthority) {}

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsaKeys(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate sign(Wanted wanted, KeyPair keys, Signer issuer) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuer.name()),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(wanted.notBefore()),
              Date.from(wanted.notAfter()),
              new X500Name("CN=" + wanted.commonName()),
              keys.getPublic());
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(issuer.makesAuthority()));
      if (!issuer.makesAuthority() && !wanted.usages().isEmpty()) {
        var usages = wanted.usages().toArray(KeyPurposeId[]::new);
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
      }
      if (!wanted.names().isEmpty()) {
        var names = wanted.names().stream().map(Certificates::name).toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.key());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralName name(String text) {
    String value = text.substring(text.indexOf(':') + 1);
    int kind =
        switch (text.substring(0, text.indexOf(':'))) {
          case "ip" -> GeneralName.iPAddress;
          case "dns" -> GeneralName.dNSName;
          case "uri" -> GeneralName.uniformResourceIdentifier;
          default -> throw new IllegalArgumentException("ip:, dns: or uri: before " + text);
        };
    return new GeneralName(kind, value);
  }

  private static String pem(Object object) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
