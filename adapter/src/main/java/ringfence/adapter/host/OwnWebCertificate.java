package ringfence.adapter.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ringfence.manage.certificate.CertificateAuthority;
import ringfence.manage.certificate.CertifiedKey;
import ringfence.manage.certificate.HostRequest;
import ringfence.manage.certificate.SubjectName;

/// A certificate that the unit signed itself, so that its pages can be had by HTTPS before anyone
/// gives it a host certificate. It is kept apart from those, and SIP never presents it.
final class OwnWebCertificate {
  private static final Duration LEAST_LEFT = Duration.ofDays(30);

  private final Path certificate;
  private final Path key;

  OwnWebCertificate(Path folder) {
    this.certificate = folder.resolve("web/self-signed.pem");
    this.key = folder.resolve("web/self-signed.key");
  }

  /// The one that is kept, or a new one where there is none, it is for another name or about to
  /// expire; nothing where it cannot be saved, since a browser would have to trust another each
  /// time.
  Optional<CertifiedKey> get(String name, Instant now) {
    return kept(name, now).or(() -> made(name, now));
  }

  private Optional<CertifiedKey> kept(String name, Instant now) {
    if (!Files.exists(key)) return Optional.empty();
    if (!(CertifiedKey.load(certificate, key) instanceof CertifiedKey.Loaded(var loaded))) {
      return Optional.empty();
    }
    Instant end = loaded.certificate().getNotAfter().toInstant();
    String subject = loaded.certificate().getSubjectX500Principal().getName();
    boolean good = now.plus(LEAST_LEFT).isBefore(end) && subject.equals("CN=" + name);
    return good ? Optional.of(loaded) : Optional.empty();
  }

  private Optional<CertifiedKey> made(String name, Instant now) {
    Optional<SubjectName> subject = SubjectName.parse(name);
    if (subject.isEmpty()) return Optional.empty();
    var fresh = CertificateAuthority.selfSigned(HostRequest.of(name, subject.get()), now);
    try {
      fresh.save(certificate, key);
      return Optional.of(fresh);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
