package ringfence.proxy.tls;

import java.nio.file.Path;

/// A certificate with its chain and its private key, as files; both may be one.
record PairFiles(Path certificate, Path key) {
  /// @param key the certificate's file when empty
  static PairFiles of(Path folder, String certificate, String key) {
    Path file = folder.resolve(certificate);
    return new PairFiles(file, key.isEmpty() ? file : folder.resolve(key));
  }

  IdentityFiles.Pair read() {
    return IdentityFiles.pair(certificate, key);
  }

  @Override
  public String toString() {
    return certificate.toString();
  }
}
