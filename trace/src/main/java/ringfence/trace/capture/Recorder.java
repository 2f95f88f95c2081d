package ringfence.trace.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Records what passed at sockets into a capture that Wireshark reads. Any thread may record, and
/// never waits: a thread of the recorder's own writes, and what comes faster than the disk is
/// counted as lost.
///
/// ```java
/// try (var recorder = Recorder.to(Path.of("call.pcapng"))) {
///   recorder.record(new Passed.Datagram(now, source, destination, bytes));
/// }
/// ```
public final class Recorder implements AutoCloseable {
  private static final int MOST_WAITING = 16_384;

  private sealed interface Step {
    record Write(Passed passed) implements Step {}

    record Stop() implements Step {}
  }

  private final Traffic traffic;
  private final BlockingQueue<Step> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer;
  private volatile Optional<IOException> failure = Optional.empty();

  /// Records into `traffic`, which it closes.
  public Recorder(Traffic traffic) {
    this.traffic = traffic;
    this.writer = Thread.ofPlatform().daemon().name("recorder").start(this::write);
  }

  /// Starts a capture file, which only its owner may read.
  public static Recorder to(Path file) throws IOException {
    return new Recorder(new TrafficFile(PcapngFile.create(file, PcapngFile.LinkType.RAW)));
  }

  /// Starts a capture in a stream of one's own.
  public static Recorder to(OutputStream out) throws IOException {
    return new Recorder(new TrafficFile(PcapngFile.to(out, PcapngFile.LinkType.RAW)));
  }

  public void record(Passed passed) {
    if (failure.isPresent() || !waiting.offer(new Step.Write(passed))) lost.incrementAndGet();
  }

  /// How many were not written because the disk was too slow or failed.
  public long lost() {
    return lost.get();
  }

  /// Why recording stopped, if it did.
  public Optional<IOException> failure() {
    return failure;
  }

  /// Writes what waits and closes the file; throws what went wrong meanwhile.
  @Override
  public void close() throws IOException {
    try {
      waiting.put(new Step.Stop());
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (failure.isPresent()) throw failure.get();
  }

  private void write() {
    try (traffic) {
      Step step = waiting.take();
      while (step instanceof Step.Write(Passed passed)) {
        traffic.write(passed);
        // whoever opens the file of a running recorder sees all that has happened
        if (waiting.isEmpty()) traffic.flush();
        step = waiting.take();
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      waiting.clear(); // lets a closer that waits for room go on
    } catch (RuntimeException e) {
      // no one who closes may wait for a writer that is gone
      failure = Optional.of(new IOException("the recording stopped at a packet", e));
      waiting.clear();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
