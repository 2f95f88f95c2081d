package ringfence.trace.capture;

import java.io.IOException;
import java.time.Duration;

/// Writes from [#begin] to [#end], and first what passed shortly before. From any thread the two;
/// the rest is the recorder's.
public final class Triggered implements Traffic {
  private final Traffic target;
  private final Before before;
  private volatile boolean wanted;
  private boolean writing;

  /// @param time for which datagrams before the beginning are kept
  /// @param most octets of memory for what came before
  public Triggered(Traffic target, Duration time, long most) {
    this.target = target;
    this.before = new Before(time, most);
  }

  public void begin() {
    wanted = true;
  }

  public void end() {
    wanted = false;
  }

  @Override
  public void write(Passed passed) throws IOException {
    takeUp();
    if (writing) target.write(passed);
    else before.add(passed);
  }

  private void takeUp() throws IOException {
    if (wanted && !writing) {
      for (Passed earlier : before.take()) target.write(earlier);
    }
    writing = wanted;
  }

  @Override
  public void flush() throws IOException {
    takeUp();
    target.flush();
  }

  @Override
  public void close() throws IOException {
    try (target) {
      takeUp();
    }
  }
}
