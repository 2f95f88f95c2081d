package ringfence.proxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ringfence.testkit.Certificates;
import ringfence.testkit.Certificates.Issued;
import ringfence.testkit.Certificates.Wanted;

/// A folder with certificates as an operator would lay them out.
record Files509(Path folder, Certificates.Authority authority) {
  /// With `ca.pem` in it.
  static Files509 in(Path folder) throws IOException {
    var files = new Files509(folder, new Certificates.Authority("Test CA"));
    Files.writeString(folder.resolve("ca.pem"), files.authority.certificatePem());
    return files;
  }

  /// Writes `name.pem` and `name.key`.
  Issued write(String name, Wanted wanted) throws IOException {
    return write(name, authority.issue(wanted));
  }

  Issued write(String name, Issued issued) throws IOException {
    Files.writeString(folder.resolve(name + ".pem"), issued.certificatePem());
    Files.writeString(folder.resolve(name + ".key"), issued.keyPem());
    return issued;
  }
}
