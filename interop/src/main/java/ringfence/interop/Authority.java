package ringfence.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A private certificate authority of a test, made by `ringfence certificate`.
record Authority(Path folder) {
  record Issued(Path certificate, Path key) {
    /// Key and certificate in one file.
    Path both() {
      return certificate.resolveSibling(certificate.getFileName() + ".both");
    }
  }

  static Authority make(Ground ground) {
    return make(ground, "authority");
  }

  /// One of several.
  static Authority make(Ground ground, String name) {
    var authority = new Authority(ground.subfolder(name));
    authority.certificate("ca", "--name", name, "--out", ".");
    return authority;
  }

  Path certificate() {
    return folder.resolve("ca.crt");
  }

  Path key() {
    return folder.resolve("ca.key");
  }

  /// A certificate for the address, and its key.
  Issued issue(String address) {
    return issue(address, "EC");
  }

  /// The same with an RSA key, as old devices need it.
  Issued issueRsa(String address) {
    return issue(address, "RSA");
  }

  private Issued issue(String address, String key) {
    certificate("issue", address, "--ca", ".", "--out", ".", "--key", key);
    var issued = new Issued(folder.resolve(address + ".crt"), folder.resolve(address + ".key"));
    Ground.write(issued.both(), Ground.read(issued.key()) + Ground.read(issued.certificate()));
    return issued;
  }

  private void certificate(String... arguments) {
    var command = new ArrayList<>(List.of(Ringfence.LAUNCHER.toString(), "certificate"));
    command.addAll(List.of(arguments));
    Peer.run(folder, command);
  }
}
