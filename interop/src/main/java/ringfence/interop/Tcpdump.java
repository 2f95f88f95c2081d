package ringfence.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// tcpdump, which writes what goes over the loopback interface to and from one TCP port.
final class Tcpdump implements AutoCloseable {
  private final Peer process;

  private Tcpdump(Peer process) {
    this.process = process;
  }

  static Tcpdump start(Ground ground, Path file, int port) {
    var words = "tcpdump --immediate-mode -U -Z root -i lo -w " + file + " tcp port " + port;
    var process = Peer.start("tcpdump", ground.folder(), List.of(words.split(" ")));
    return new Tcpdump(process.ready("listening on lo"));
  }

  /// Ends the capture; the file is whole.
  void stop() {
    process.terminate();
    process.exit(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    process.close();
  }
}
