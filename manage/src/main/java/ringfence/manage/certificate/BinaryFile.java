package ringfence.manage.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ringfence.manage.certificate.CertificateContents.Outcome;
import ringfence.manage.setting.Secret;

/// Reads files without PEM's lines: a certificate in DER, a PKCS#7 bundle, a PKCS#12 file.
final class BinaryFile {
  private BinaryFile() {}

  static Outcome read(byte[] octets, Secret password) {
    Optional<X509Certificate> certificate = CertificateFile.parse(octets);
    if (certificate.isPresent()) {
      return CertificateContents.of(List.of(certificate.get()), Optional.empty());
    }
    if (isPkcs12(octets)) return pkcs12(octets, password);
    List<X509Certificate> bundle = bundle(octets);
    if (!bundle.isEmpty()) return CertificateContents.of(bundle, Optional.empty());
    return CertificateContents.unreadable("the file is no certificate, but " + guess(octets));
  }

  /// The certificates of a PKCS#7 bundle; none where it is something else.
  static List<X509Certificate> bundle(byte[] der) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(der))) {
        if (one instanceof X509Certificate certificate) found.add(certificate);
      }
      return found;
    } catch (CertificateException | RuntimeException _) {
      return List.of(); // the parser of the JDK throws what it likes
    }
  }

  // RFC 7292 4: "PFX ::= SEQUENCE { version INTEGER {v3(3)}(v3,...)"
  private static boolean isPkcs12(byte[] octets) {
    if (octets.length < 8 || octets[0] != 0x30) return false;
    int lengthOctets = octets[1] >= 0 ? 0 : octets[1] & 0x7F;
    int at = 2 + lengthOctets;
    return at + 2 < octets.length && octets[at] == 2 && octets[at + 1] == 1 && octets[at + 2] == 3;
  }

  private static Outcome pkcs12(byte[] octets, Secret password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      char[] characters = Pkcs8.characters(password);
      store.load(new ByteArrayInputStream(octets), characters);
      return contents(store, characters);
    } catch (IOException | GeneralSecurityException _) {
      return CertificateContents.wrongPassword(password);
    } catch (RuntimeException _) {
      return CertificateContents.unreadable("the PKCS#12 file is damaged");
    }
  }

  private static Outcome contents(KeyStore store, char[] password) throws GeneralSecurityException {
    Set<X509Certificate> certificates = new LinkedHashSet<>();
    Optional<PrivateKey> key = Optional.empty();
    for (String alias : Collections.list(store.aliases())) {
      Key found = store.getKey(alias, password);
      if (found instanceof PrivateKey own && key.isEmpty()) key = Optional.of(own);
      Optional<Certificate[]> chain = Optional.ofNullable(store.getCertificateChain(alias));
      chain.ifPresent(all -> addAll(certificates, all));
      Optional.ofNullable(store.getCertificate(alias)).ifPresent(one -> addAll(certificates, one));
    }
    return CertificateContents.of(List.copyOf(certificates), key);
  }

  private static void addAll(Set<X509Certificate> certificates, Certificate... all) {
    for (Certificate one : all) {
      if (one instanceof X509Certificate certificate) certificates.add(certificate);
    }
  }

  /// What it is instead, as far as that can be seen.
  private static String guess(byte[] octets) {
    if (Pkcs8.key(octets).isPresent()) return "a private key alone";
    if (isPublicKey(octets)) return "a public key alone";
    if (startsWith(octets, 'P', 'K', 3, 4)) return "a ZIP archive: take the certificate out of it";
    if (startsWith(octets, 0xFE, 0xED, 0xFE, 0xED)) return "a Java key store";
    if (isText(octets)) return "a text; PEM begins with -----BEGIN CERTIFICATE-----";
    if (octets[0] == 0x30) return "something else in DER, or a damaged one";
    return "something else";
  }

  private static boolean isPublicKey(byte[] octets) {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(octets));
        return true;
      } catch (GeneralSecurityException _) {
        // not of this algorithm
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] octets, int... magic) {
    if (octets.length < magic.length) return false;
    for (int i = 0; i < magic.length; i++) if ((octets[i] & 0xFF) != magic[i]) return false;
    return true;
  }

  private static boolean isText(byte[] octets) {
    for (byte octet : octets) {
      boolean blank = octet == '\n' || octet == '\r' || octet == '\t';
      if (octet < 0x20 && octet >= 0 && !blank) return false;
    }
    return true;
  }
}
