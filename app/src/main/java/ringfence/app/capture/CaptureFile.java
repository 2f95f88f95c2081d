package ringfence.app.capture;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a capture of what passes is written, for every program that writes one.
public final class CaptureFile {
  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description = "write what passes at our sockets to a pcapng file, TLS as it is sent")
  private Optional<Path> file;

  /// Nothing where no capture was asked for.
  public Optional<Path> file() {
    return file;
  }
}
