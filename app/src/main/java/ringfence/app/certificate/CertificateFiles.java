package ringfence.app.certificate;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import ringfence.app.option.Unusable;
import ringfence.manage.certificate.CertificateFile;
import ringfence.manage.certificate.CertifiedKey;

/// Certificate files named on the command line: read, or refused in one line that names the file.
public final class CertificateFiles {
  private CertificateFiles() {}

  public static List<X509Certificate> read(Path file) throws Unusable {
    return switch (CertificateFile.read(file)) {
      case CertificateFile.Certificates(List<X509Certificate> found) -> found;
      case CertificateFile.Unreadable(String reason) -> throw new Unusable(file + ": " + reason);
    };
  }

  public static List<X509Certificate> readAll(List<Path> files) throws Unusable {
    var all = new ArrayList<X509Certificate>();
    for (Path file : files) all.addAll(read(file));
    return all;
  }

  public static CertifiedKey readKey(Path certificate, Path key) throws Unusable {
    return switch (CertifiedKey.load(certificate, key)) {
      case CertifiedKey.Loaded(CertifiedKey own) -> own;
      case CertifiedKey.Refused refused -> throw new Unusable(refused.toString());
    };
  }
}
