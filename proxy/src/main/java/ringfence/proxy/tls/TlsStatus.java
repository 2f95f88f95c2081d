package ringfence.proxy.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.manage.certificate.CertificateFacts;

/// The certificates of the proxy at a moment, for pages and metrics.
///
/// @param reloads how often reading the files again put something else in force
/// @param refusals how often what they held was refused
public record TlsStatus(
    List<Certificate> certificates, List<RevocationFile> lists, long reloads, long refusals) {

  /// Which side of a link a certificate is for.
  public enum Role {
    SERVER,
    CLIENT;

    @Override
    public String toString() {
      return this == SERVER ? "server" : "client";
    }
  }

  /// A certificate that is presented.
  ///
  /// @param served its serial number, hexadecimal
  /// @param onDisk that of the one in the file: another one while that is refused
  /// @param problem why the one in the file is not served, or what is wrong with the one that is;
  ///   empty when all is well
  public record Certificate(
      Role role,
      String file,
      CertificateFacts facts,
      String served,
      String onDisk,
      Optional<String> problem) {
    /// All is well with it.
    static Certificate of(Role role, String file, X509Certificate served) {
      var facts = CertificateFacts.of(served);
      return new Certificate(role, file, facts, serial(served), serial(served), Optional.empty());
    }

    Certificate but(Optional<X509Certificate> found, Optional<String> why) {
      String other = found.map(Certificate::serial).orElse("");
      return new Certificate(role, file, facts, served, other, why);
    }

    private static String serial(X509Certificate certificate) {
      return certificate.getSerialNumber().toString(16);
    }
  }

  /// A file of revocation lists.
  ///
  /// @param revoked how many certificates it names
  /// @param nextUpdate when it should have been renewed
  public record RevocationFile(
      String file, int revoked, Optional<Instant> nextUpdate, Optional<String> problem) {}
}
