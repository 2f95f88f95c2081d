package ringfence.trace.capture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Writes in the order of time what comes nearly so, from several threads and with TLS handshakes
/// that were held back: for that it keeps everything for a short while. How long is measured by a
/// clock that nobody sets, so that a step of the time of day holds up nothing.
///
/// What it does not keep so long, since there is too much of it, is written none the less, and so
/// is what comes later still. Secrets have no time; they stay before all that came after them.
public final class Ordered implements Traffic {
  /// A client judges the certificate of its server in some tens of milliseconds, in a program that
  /// has just been started in some hundreds, and what came with it is told only then; whoever
  /// watches a capture grow does not mind so much.
  static final Duration WHILE = Duration.ofMillis(500);

  private static final long MOST = 8 << 20;

  private record Held<P extends Passed>(long number, long since, P passed) {}

  private static final Comparator<Held<Passed.Timed>> BY_TIME =
      Comparator.<Held<Passed.Timed>, Instant>comparing(held -> held.passed().time())
          .thenComparingLong(Held::number);

  private final Traffic target;
  private final LongSupplier nanos;
  private final Deque<Held<Passed.Timed>> byArrival = new ArrayDeque<>();
  private final NavigableSet<Held<Passed.Timed>> byTime = new TreeSet<>(BY_TIME);
  private final Deque<Held<Passed.Secrets>> secrets = new ArrayDeque<>();
  private long size;
  private long number;

  /// Writes to `target`, which it closes.
  public Ordered(Traffic target) {
    this(target, System::nanoTime);
  }

  /// @param nanos a clock that only goes on, in nanoseconds
  public Ordered(Traffic target, LongSupplier nanos) {
    this.target = target;
    this.nanos = nanos;
  }

  @Override
  public void write(Passed passed) throws IOException {
    long now = nanos.getAsLong();
    size += Before.size(passed);
    switch (passed) {
      case Passed.Secrets it -> secrets.addLast(new Held<>(number++, now, it));
      case Passed.Timed it -> {
        var held = new Held<>(number++, now, it);
        byArrival.addLast(held);
        byTime.add(held);
      }
    }
    writeDue(now);
    while (size > MOST) writeNext();
  }

  private void writeDue(long now) throws IOException {
    while (!byArrival.isEmpty() && isDue(byArrival.getFirst(), now)) writeNext();
    while (!secrets.isEmpty() && isDue(secrets.getFirst(), now)) writeSecrets();
  }

  private static boolean isDue(Held<?> held, long now) {
    return now - held.since() >= WHILE.toNanos();
  }

  /// The earliest of all, and the secrets that came before it.
  private void writeNext() throws IOException {
    if (byTime.isEmpty()) {
      writeSecrets();
      return;
    }
    Held<Passed.Timed> next = byTime.removeFirst();
    byArrival.remove(next); // among the first, but where the time of day was set
    while (!secrets.isEmpty() && secrets.getFirst().number() < next.number()) writeSecrets();
    write(next);
  }

  private void writeSecrets() throws IOException {
    write(secrets.removeFirst());
  }

  private void write(Held<?> held) throws IOException {
    size -= Before.size(held.passed());
    try {
      target.write(held.passed());
    } catch (IOException | RuntimeException e) {
      forget(); // there is nothing to be put behind what is torn
      throw e;
    }
  }

  private void forget() {
    byArrival.clear();
    byTime.clear();
    secrets.clear();
    size = 0;
  }

  /// Writes what has been kept long enough, and has it handed to the system.
  @Override
  public void flush() throws IOException {
    writeDue(nanos.getAsLong());
    target.flush();
  }

  @Override
  public void close() throws IOException {
    try (target) {
      while (!byTime.isEmpty() || !secrets.isEmpty()) writeNext();
    }
  }
}
