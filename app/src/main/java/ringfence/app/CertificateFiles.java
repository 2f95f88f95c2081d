package ringfence.app;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import ringfence.manage.certificate.CertificateFile;
import ringfence.manage.certificate.CertifiedKey;

/// Certificate files named on the command line: read, or refused in one line that names the file.
final class CertificateFiles {
  private CertificateFiles() {}

  static List<X509Certificate> read(Path file) throws Main.Unusable {
    return switch (CertificateFile.read(file)) {
      case CertificateFile.Certificates(List<X509Certificate> found) -> found;
      case CertificateFile.Unreadable(String reason) ->
          throw new Main.Unusable(file + ": " + reason);
    };
  }

  static List<X509Certificate> readAll(List<Path> files) throws Main.Unusable {
    var all = new ArrayList<X509Certificate>();
    for (Path file : files) all.addAll(read(file));
    return all;
  }

  static CertifiedKey readKey(Path certificate, Path key) throws Main.Unusable {
    return switch (CertifiedKey.load(certificate, key)) {
      case CertifiedKey.Loaded(CertifiedKey own) -> own;
      case CertifiedKey.Refused refused -> throw new Main.Unusable(refused.toString());
    };
  }
}
