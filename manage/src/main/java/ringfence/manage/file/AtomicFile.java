package ringfence.manage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files written whole or not at all: beside the target, forced to disk, then renamed onto it.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes for the owner's eyes only (mode 600); makes the folder.
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, bytes, "rw-------");
  }

  /// Writes for everyone to read (mode 644); makes the folder.
  public static void writePublic(Path file, byte[] bytes) throws IOException {
    write(file, bytes, "rw-r--r--");
  }

  private static void write(Path file, byte[] bytes, String mode) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.resolveSibling(".").normalize();
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, "." + target.getFileName(), ".new", owner());
    try {
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) channel.write(buffer);
        channel.force(true);
      }
      if (isPosix()) Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    sync(folder);
  }

  /// The rename itself must reach the disk; where folders cannot be opened there is no such thing.
  private static void sync(Path folder) throws IOException {
    if (!isPosix()) return;
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] owner() {
    if (!isPosix()) return new FileAttribute<?>[0];
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
