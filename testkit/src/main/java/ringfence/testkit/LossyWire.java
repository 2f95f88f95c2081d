package ringfence.testkit;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A one-way wire in virtual time that delays, loses, doubles and reorders what it carries.
///
/// Reordering comes from `jitter`: each item takes `delay` plus a random part of it.
public final class LossyWire<T> {
  private final VirtualTime time;
  private final RandomGenerator chance;
  private final Consumer<T> receiver;
  private Duration delay = Duration.ZERO;
  private Duration jitter = Duration.ZERO;
  private double loss;
  private double doubling;

  public LossyWire(VirtualTime time, RandomGenerator chance, Consumer<T> receiver) {
    this.time = time;
    this.chance = chance;
    this.receiver = receiver;
  }

  public LossyWire<T> delay(Duration delay, Duration jitter) {
    this.delay = delay;
    this.jitter = jitter;
    return this;
  }

  /// The share of items lost, 0 to 1.
  public LossyWire<T> loss(double share) {
    this.loss = share;
    return this;
  }

  /// The share of items that arrive twice, 0 to 1.
  public LossyWire<T> doubling(double share) {
    this.doubling = share;
    return this;
  }

  public void send(T item) {
    if (chance.nextDouble() < loss) return;
    carry(item);
    if (chance.nextDouble() < doubling) carry(item);
  }

  private void carry(T item) {
    long spread = jitter.isZero() ? 0 : chance.nextLong(jitter.toNanos());
    time.after(delay.plusNanos(spread), () -> receiver.accept(item));
  }
}
