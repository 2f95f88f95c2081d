package ringfence.adapter.host;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks after the certificates again and again, on a thread of its own.
public final class ExpiryTimer implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("expiry").factory());

  /// The first look is one period from now.
  public ExpiryTimer(Runnable look, Duration period) {
    long millis = period.toMillis();
    var _ = thread.scheduleAtFixedRate(look, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
