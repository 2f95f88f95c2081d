package ringfence.adapter.line;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// What the person at a phone says: recordings one after the other, silence between them.
final class Mouth {
  private static final class Saying {
    private final short[] samples;
    private final CompletableFuture<Instant> begun;

    Saying(short[] samples, CompletableFuture<Instant> begun) {
      this.samples = samples;
      this.begun = begun;
    }
  }

  private final Deque<Saying> waiting = new ArrayDeque<>();
  private int at;

  /// Says this after what is being said; completes `begun` with the time of its first sample.
  void say(short[] samples, CompletableFuture<Instant> begun) {
    waiting.addLast(new Saying(samples.clone(), begun));
  }

  void beSilent() {
    waiting.clear();
    at = 0;
  }

  boolean isSilent() {
    return waiting.isEmpty();
  }

  /// Fills the frame with what comes next; its first sample was said at `start`.
  void next(short[] frame, Instant start) {
    int filled = 0;
    while (filled < frame.length && !waiting.isEmpty()) {
      Saying now = waiting.getFirst();
      if (at == 0) now.begun.complete(start);
      int count = Math.min(frame.length - filled, now.samples.length - at);
      System.arraycopy(now.samples, at, frame, filled, count);
      filled += count;
      at += count;
      if (at < now.samples.length) continue;
      waiting.removeFirst();
      at = 0;
    }
    Arrays.fill(frame, filled, frame.length, (short) 0);
  }
}
