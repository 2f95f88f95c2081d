package ringfence.interop;

import java.nio.file.Path;
import java.util.List;

/// A private certificate authority of a test.
record Authority(Path folder) {
  record Issued(Path certificate, Path key) {
    /// Key and certificate in one file.
    Path both() {
      return certificate.resolveSibling(certificate.getFileName() + ".both");
    }
  }

  static Authority make(Ground ground) {
    var authority = new Authority(ground.subfolder("authority"));
    authority.openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=Interop -keyout ca.key -out ca.pem"
            + " -addext keyUsage=critical,keyCertSign,cRLSign");
    return authority;
  }

  Path certificate() {
    return folder.resolve("ca.pem");
  }

  Issued issue(String name, String address) {
    var issued = new Issued(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN="
            + address
            + (" -addext subjectAltName=IP:" + address)
            + (" -keyout " + name + ".key -out " + name + ".csr"));
    openssl(
        "x509 -req -in "
            + (name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30")
            + (" -copy_extensions copy -out " + name + ".pem"));
    Ground.write(issued.both(), Ground.read(issued.key()) + Ground.read(issued.certificate()));
    return issued;
  }

  private void openssl(String arguments) {
    Peer.run(folder, List.of(("openssl " + arguments).split(" ")));
  }
}
