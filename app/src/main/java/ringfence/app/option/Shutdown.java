package ringfence.app.option;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for Ctrl-C or a TERM signal, and keeps the process alive until the command has closed what
/// it opened; then the process ends with the command's exit code.
public final class Shutdown {
  private static final CountDownLatch ASKED = new CountDownLatch(1);
  private static final CountDownLatch DONE = new CountDownLatch(1);
  private static volatile int exitCode = ExitCode.DONE;

  private Shutdown() {}

  public static void await() throws InterruptedException {
    await(Duration.ZERO);
  }

  /// The same for a command that may take so much longer over its end.
  public static void await(Duration more) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(more.plusSeconds(5))));
    ASKED.await();
  }

  private static void end(Duration most) {
    ASKED.countDown();
    try {
      boolean closed = DONE.await(most.toMillis(), TimeUnit.MILLISECONDS);
      if (closed) Runtime.getRuntime().halt(exitCode);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The command has closed everything and would exit so.
  public static void done(int code) {
    exitCode = code;
    DONE.countDown();
  }
}
