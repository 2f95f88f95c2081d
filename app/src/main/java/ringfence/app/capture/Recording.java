package ringfence.app.capture;

import java.io.Closeable;
import java.io.IOException;

/// A capture that runs, or none.
public interface Recording extends Closeable {
  /// Told whenever the Ready light may have changed.
  void ready(boolean on);

  static Recording none() {
    return new Recording() {
      @Override
      public void ready(boolean on) {}

      @Override
      public void close() throws IOException {}
    };
  }
}
