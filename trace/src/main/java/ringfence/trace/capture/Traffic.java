package ringfence.trace.capture;

import java.io.IOException;

/// Where what passed is written to. Not for several threads: see [Recorder].
public interface Traffic extends AutoCloseable {
  void write(Passed passed) throws IOException;

  /// Hands what was written to the system.
  void flush() throws IOException;

  @Override
  void close() throws IOException;
}
