package ringfence.proxy.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be seen of files without reading them. Two that are equal say that nothing was written
/// in between.
record FileStamps(Map<Path, Optional<Stamp>> stamps) {
  /// Of one file; links are followed, as renewed certificates are often linked anew.
  record Stamp(FileTime written, long size) {}

  static FileStamps of(List<Path> files) {
    Map<Path, Optional<Stamp>> stamps = new HashMap<>();
    for (Path file : files) stamps.put(file, stamp(file));
    return new FileStamps(stamps);
  }

  private static Optional<Stamp> stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
    } catch (IOException _) {
      return Optional.empty(); // not there, or not ours to see
    }
  }
}
