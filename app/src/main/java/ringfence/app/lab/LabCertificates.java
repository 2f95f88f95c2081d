package ringfence.app.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import ringfence.app.certificate.CertificateFiles;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.KeyKind;
import ringfence.manage.certificate.SubjectName;

/// The lab's private CA and the proxy's certificate, made on first start and kept.
public record LabCertificates(X509Certificate authority, Path proxyCertificate, Path proxyKey) {
  private static final Duration RENEWAL = Duration.ofDays(7);

  /// Reads what is there, and makes what is missing or runs out within a week.
  public static LabCertificates in(Path folder, String proxyAddress) throws IOException, Unusable {
    Files.createDirectories(folder);
    CertificateAuthority authority = authority(folder);
    Path certificate = folder.resolve(proxyAddress + ".crt");
    Path key = folder.resolve(proxyAddress + ".key");
    if (!isGood(certificate)) {
      var name = SubjectName.parse(proxyAddress).orElseThrow();
      authority.issue(HostRequest.of(proxyAddress, name), Instant.now()).save(certificate, key);
    }
    return new LabCertificates(authority.certificate(), certificate, key);
  }

  private static CertificateAuthority authority(Path folder) throws IOException, Unusable {
    Path certificate = folder.resolve("ca.crt");
    Path key = folder.resolve("ca.key");
    if (isGood(certificate)) {
      return CertificateAuthority.of(CertificateFiles.readKey(certificate, key));
    }
    var made = CertificateAuthority.make("Ringfence lab", KeyKind.EC_P256, 3650, Instant.now());
    made.own().save(certificate, key);
    return made;
  }

  private static boolean isGood(Path certificate) throws Unusable {
    if (!Files.exists(certificate)) return false;
    Instant end = CertificateFiles.read(certificate).getFirst().getNotAfter().toInstant();
    return end.isAfter(Instant.now().plus(RENEWAL));
  }
}
