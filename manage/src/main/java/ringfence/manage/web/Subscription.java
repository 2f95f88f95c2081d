package ringfence.manage.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;

/// One browser's stream of events, written by the thread of its request.
final class Subscription {
  private static final int MOST_WAITING = 256;
  private static final int SECONDS_OF_SILENCE = 15;

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean over;

  /// One that waits already is news once, so that a busy product does not drive its watchers away.
  void offer(String event) {
    if (waiting.contains(event)) return;
    if (!waiting.offer(event)) over = true;
  }

  void end() {
    over = true;
    boolean _ = waiting.offer(": the end\n\n"); // wakes the writer
  }

  /// Writes until the browser leaves, [#end] is called or the listener is not welcome any more.
  void write(Content.Sink out, BooleanSupplier welcome) throws IOException {
    send(out, ": listening\n\n");
    while (!over) {
      String next = next();
      if (!welcome.getAsBoolean()) return;
      send(out, next);
    }
  }

  private String next() {
    try {
      String event = waiting.poll(SECONDS_OF_SILENCE, TimeUnit.SECONDS);
      // a comment now and then finds out whether anyone still reads
      return event == null ? ": still here\n\n" : event;
    } catch (InterruptedException _) {
      over = true;
      return ": the end\n\n";
    }
  }

  private static void send(Content.Sink out, String text) throws IOException {
    Content.Sink.write(out, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
