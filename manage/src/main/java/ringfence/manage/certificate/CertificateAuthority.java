package ringfence.manage.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A private certificate authority: makes certificates for the hosts of one's own network, RFC
/// 5280.
///
/// ```java
/// var authority = CertificateAuthority.make("Lab", KeyKind.EC_P256, 3650, now);
/// var proxy = authority.issue(HostRequest.of("proxy", SubjectName.parse("127.0.120.11").orElseThrow()), now);
/// ```
public final class CertificateAuthority {
  private static final SecureRandom CHANCE = new SecureRandom();
  // a peer whose clock is a little behind still takes a fresh certificate
  private static final Duration BACKDATED = Duration.ofHours(1);

  private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z");

  private final CertifiedKey own;

  private CertificateAuthority(CertifiedKey own) {
    this.own = own;
  }

  /// A new authority whose own certificate is valid for so many days.
  public static CertificateAuthority make(String name, KeyKind kind, int days, Instant now) {
    KeyPair keys = kind.make();
    X500Name subject = subject(name);
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            serial(),
            from(now),
            Date.from(now.plus(Duration.ofDays(days))),
            subject,
            keys.getPublic());
    try {
      var marks = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      var mark = marks.createSubjectKeyIdentifier(keys.getPublic());
      builder.addExtension(Extension.subjectKeyIdentifier, false, mark);
      var signer = new JcaContentSignerBuilder(KeyKind.signature(keys.getPublic()));
      var holder = builder.build(signer.build(keys.getPrivate()));
      var certificate = new JcaX509CertificateConverter().getCertificate(holder);
      return new CertificateAuthority(new CertifiedKey(List.of(certificate), keys.getPrivate()));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a fresh authority signs itself", e);
    }
  }

  /// The authority with this certificate and key, as [CertifiedKey#load] read them.
  public static CertificateAuthority of(CertifiedKey own) {
    if (own.certificate().getBasicConstraints() < 0) {
      throw new IllegalArgumentException("a certificate that is no authority's");
    }
    return new CertificateAuthority(own);
  }

  /// Its own certificate and key, to be saved.
  public CertifiedKey own() {
    return own;
  }

  public X509Certificate certificate() {
    return own.certificate();
  }

  /// A certificate for a host, as TLS server and client, with a fresh key; the authority's
  /// certificate is not in its chain. It never outlives the authority.
  public CertifiedKey issue(HostRequest request, Instant now) {
    var issuer = certificate();
    Instant last = issuer.getNotAfter().toInstant();
    var signer = new Signer(subjectOf(issuer), issuer.getPublicKey(), own.key(), last);
    return signer.sign(request, request.kind().make(), now);
  }

  /// A certificate for a host that no authority vouches for: signed with its own fresh key.
  public static CertifiedKey selfSigned(HostRequest request, Instant now) {
    KeyPair keys = request.kind().make();
    var name = subject(request.commonName());
    return new Signer(name, keys.getPublic(), keys.getPrivate(), FOREVER).sign(request, keys, now);
  }

  /// Who signs a host's certificate, and how long that counts.
  private record Signer(X500Name name, PublicKey certified, PrivateKey key, Instant last) {
    CertifiedKey sign(HostRequest request, KeyPair keys, Instant now) {
      Instant end = now.plus(Duration.ofDays(request.days()));
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial(),
              from(now),
              Date.from(end.isBefore(last) ? end : last),
              subject(request.commonName()),
              keys.getPublic());
      try {
        extend(builder, request, keys);
        var signer = new JcaContentSignerBuilder(KeyKind.signature(certified));
        var holder = builder.build(signer.build(key));
        var certificate = new JcaX509CertificateConverter().getCertificate(holder);
        return new CertifiedKey(List.of(certificate), keys.getPrivate());
      } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
        throw new IllegalStateException("an authority can sign with its key", e);
      }
    }

    private void extend(JcaX509v3CertificateBuilder builder, HostRequest request, KeyPair keys)
        throws IOException, GeneralSecurityException {
      var marks = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      int usage = KeyUsage.digitalSignature;
      // RFC 5280 4.2.1.3: keyEncipherment is for "enciphering private or secret keys", RSA
      // transport
      if (request.kind() == KeyKind.RSA_2048) usage |= KeyUsage.keyEncipherment;
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      var purposes =
          new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
      var names =
          request.names().stream().map(CertificateAuthority::general).toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      var mark = marks.createSubjectKeyIdentifier(keys.getPublic());
      builder.addExtension(Extension.subjectKeyIdentifier, false, mark);
      var issuerMark = marks.createAuthorityKeyIdentifier(certified);
      builder.addExtension(Extension.authorityKeyIdentifier, false, issuerMark);
    }
  }

  private static GeneralName general(SubjectName name) {
    return switch (name) {
      case SubjectName.Dns(var host) -> new GeneralName(GeneralName.dNSName, host);
      case SubjectName.Ip(var address) ->
          new GeneralName(GeneralName.iPAddress, address.getHostAddress());
      case SubjectName.SipDomain(var uri) ->
          new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    };
  }

  private static X500Name subjectOf(X509Certificate certificate) {
    try {
      return new JcaX509CertificateHolder(certificate).getSubject();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has a subject", e);
    }
  }

  private static X500Name subject(String commonName) {
    return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
  }

  // RFC 5280 4.1.2.2: "Certificate users MUST be able to handle serialNumber values up to 20
  // octets"
  private static BigInteger serial() {
    return new BigInteger(127, CHANCE).add(BigInteger.ONE);
  }

  private static Date from(Instant now) {
    return Date.from(now.minus(BACKDATED));
  }
}
