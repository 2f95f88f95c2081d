package ringfence.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A private certificate authority, made by `ringfence certificate`, once for the tests of a build:
/// what it issued to a name is issued once, too.
final class Authority {
  private static final Path ALL =
      Path.of("target", "authorities-" + ProcessHandle.current().pid()).toAbsolutePath();
  private static final Map<String, Authority> MADE = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();

  private Authority(String name) {
    folder = new Ground(ALL).subfolder(name);
    certificate("ca", "--name", name, "--out", ".");
  }

  record Issued(Path certificate, Path key) {
    /// Key and certificate in one file.
    Path both() {
      return certificate.resolveSibling(certificate.getFileName() + ".both");
    }
  }

  /// The usual one.
  static Authority ours() {
    return named("authority");
  }

  /// One of several.
  static Authority named(String name) {
    return MADE.computeIfAbsent(name, Authority::new);
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
    return issued.computeIfAbsent(key + " " + address, _ -> make(address, key));
  }

  private Issued make(String address, String key) {
    Path place = new Ground(folder).subfolder(key);
    certificate("issue", address, "--ca", ".", "--out", key, "--key", key);
    var made = new Issued(place.resolve(address + ".crt"), place.resolve(address + ".key"));
    Ground.write(made.both(), Ground.read(made.key()) + Ground.read(made.certificate()));
    return made;
  }

  private void certificate(String... arguments) {
    var command = new ArrayList<>(List.of(Ringfence.LAUNCHER.toString(), "certificate"));
    command.addAll(List.of(arguments));
    Peer.run(folder, command);
  }
}
