package ringfence.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import ringfence.transport.WireTap;

/// A capture where one was asked for.
final class OptionalCapture implements AutoCloseable {
  private final Optional<Capture> capture;

  private OptionalCapture(Optional<Capture> capture) {
    this.capture = capture;
  }

  static OptionalCapture of(Optional<Path> file) throws Main.Unusable {
    return new OptionalCapture(
        file.isPresent() ? Optional.of(Capture.to(file.get())) : Optional.empty());
  }

  Optional<WireTap> tap() {
    return capture.map(Capture::everything);
  }

  Optional<WireTap> tapWithoutReceivedMedia() {
    return capture.map(Capture::withoutReceivedMedia);
  }

  @Override
  public void close() throws IOException {
    if (capture.isPresent()) capture.get().close();
  }
}
