package ringfence.trace.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Records what passed at sockets into a capture that Wireshark reads. Any thread may record, and
/// never waits: a thread of the recorder's own writes, and what comes faster than the disk is
/// counted as lost. It is written in the order of time, and so a moment later: see [Ordered].
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

  /// Records into `traffic`, which it closes; as it comes, where `traffic` does not order it.
  public Recorder(Traffic traffic) {
    this.traffic = traffic;
    this.writer = Thread.ofPlatform().daemon().name("recorder").start(this::write);
  }

  /// Starts a capture file, which only its owner may read.
  public static Recorder to(Path file) throws IOException {
    return to(PcapngFile.create(file, PcapngFile.LinkType.RAW));
  }

  /// Starts a capture in a stream of one's own.
  public static Recorder to(OutputStream out) throws IOException {
    return to(PcapngFile.to(out, PcapngFile.LinkType.RAW));
  }

  private static Recorder to(PcapngFile file) {
    return new Recorder(new Ordered(new TrafficFile(file)));
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
        step = next();
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

  /// Whoever opens the file of a running recorder sees all that has happened but a moment ago.
  private Step next() throws IOException, InterruptedException {
    if (waiting.isEmpty()) traffic.flush();
    Step step = waiting.poll(Ordered.WHILE.toNanos(), TimeUnit.NANOSECONDS);
    if (step != null) return step;
    traffic.flush(); // nothing came for so long that nothing is kept any more
    return waiting.take();
  }
}
