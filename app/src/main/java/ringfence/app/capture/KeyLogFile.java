package ringfence.app.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import ringfence.transport.tls.KeyLog;

/// A file of TLS secrets for Wireshark, which only its owner may read; or none.
public final class KeyLogFile implements AutoCloseable {
  private final Optional<PrintWriter> writer;

  private KeyLogFile(Optional<PrintWriter> writer) {
    this.writer = writer;
  }

  public static KeyLogFile at(Optional<Path> file) throws IOException {
    if (file.isEmpty()) return new KeyLogFile(Optional.empty());
    if (!Files.exists(file.get())) {
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file.get(), PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    var out = Files.newOutputStream(file.get(), StandardOpenOption.APPEND);
    return new KeyLogFile(Optional.of(new PrintWriter(out, true, StandardCharsets.US_ASCII)));
  }

  public Optional<KeyLog> log() {
    return writer.map(open -> open::println);
  }

  @Override
  public void close() {
    writer.ifPresent(PrintWriter::close);
  }
}
