package ringfence.app.trace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import ringfence.app.option.Unusable;
import ringfence.trace.capture.CaptureFile;
import ringfence.trace.capture.Captures;

/// What Wireshark's `dumpcap` takes off a network interface, as it comes. It has the right to do so
/// that we do not need.
final class Dumpcap implements AutoCloseable {
  private final Process process;
  private final Captures captures;

  private Dumpcap(Process process, Captures captures) {
    this.process = process;
    this.captures = captures;
  }

  /// @param seconds after which it ends by itself
  static Dumpcap on(String network, Optional<Integer> seconds) throws Unusable {
    var builder =
        new ProcessBuilder("dumpcap", "-q", "-n", "-i", network, "-w", "-")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    seconds.ifPresent(it -> builder.command().addAll(List.of("-a", "duration:" + it)));
    try {
      return of(network, builder.start());
    } catch (IOException _) {
      throw new Unusable(
          "--interface: dumpcap is not installed; it comes with Wireshark (wireshark-common)");
    }
  }

  private static Dumpcap of(String network, Process process) throws Unusable {
    try {
      return new Dumpcap(process, Captures.of(CaptureFile.of(process.getInputStream())));
    } catch (IOException _) {
      process.destroy();
      throw new Unusable("--interface " + network + ": dumpcap captures nothing there");
    }
  }

  Captures captures() {
    return captures;
  }

  @Override
  public void close() throws IOException {
    try (captures) {
      process.destroy();
    }
  }
}
