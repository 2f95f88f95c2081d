package ringfence.app.trace;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ringfence.trace.decode.Row;

/// Shows rows on a thread of its own while more of the capture is read, so that both have a core.
/// It waits when too many are not shown yet.
final class BesideReading implements AutoCloseable {
  /// What is done with some rows, in their order.
  interface Work {
    void with(List<Row> rows) throws IOException;
  }

  private static final int MOST_WAITING = 4;

  /// Rows of so many octets are handed over though they are few: read, they take many times as
  /// much.
  private static final int MOST_OCTETS = 1 << 18;

  private final ExecutorService other =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("rows").factory());
  private final Deque<Future<?>> waiting = new ArrayDeque<>();
  private final Work work;
  private final int together;
  private List<Row> rows = new ArrayList<>();
  private int octets;

  /// @param together how many rows are handed over at once
  BesideReading(Work work, int together) {
    this.work = work;
    this.together = together;
  }

  /// @param length of what they were read from, in octets
  void add(List<Row> more, int length) throws IOException {
    rows.addAll(more);
    octets += length;
    if (rows.size() >= together || octets >= MOST_OCTETS) hand();
  }

  private void hand() throws IOException {
    List<Row> handed = rows;
    rows = new ArrayList<>(together);
    octets = 0;
    waiting.add(
        other.submit(
            () -> {
              work.with(handed);
              return handed;
            }));
    if (waiting.size() > MOST_WAITING) await(waiting.removeFirst());
  }

  /// There are no more: returns when all are shown.
  void end() throws IOException {
    hand();
    while (!waiting.isEmpty()) await(waiting.removeFirst());
  }

  private static void await(Future<?> shown) throws IOException {
    try {
      shown.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) throw failed;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    other.shutdownNow();
  }
}
