package ringfence.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One thread with its sockets, its clock and its timers. It owns every object of its stack, so
/// that none of them has a lock; other threads come in by `post` and `ask`.
///
/// What a task throws goes to the handler of faults and never ends the loop.
public final class Loop implements AutoCloseable {
  private static final Duration A_WHILE = Duration.ofMillis(1);

  private final String name;
  private final Consumer<Throwable> onFault;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop thread;
  private final Set<CompletableFuture<?>> asked = ConcurrentHashMap.newKeySet();
  private final Queue<Runnable> unhurried = new ArrayDeque<>();
  private final Instant startedAt = Instant.now();
  private final long startedNanos = System.nanoTime();

  /// A loop that hands faults to its thread's uncaught exception handler.
  public Loop(String name) {
    this(name, Loop::uncaught);
  }

  public Loop(String name, Consumer<Throwable> onFault) {
    this.name = name;
    this.onFault = onFault;
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name), NioIoHandler.newFactory());
    this.thread = group.next();
    // A task that comes while the thread ends may be taken and never run.
    var _ = group.terminationFuture().addListener(_ -> asked.forEach(Loop::refuse));
  }

  private static void refuse(CompletableFuture<?> asked) {
    asked.completeExceptionally(new RejectedExecutionException("the loop has ended"));
  }

  private static void uncaught(Throwable fault) {
    Thread here = Thread.currentThread();
    here.getUncaughtExceptionHandler().uncaughtException(here, fault);
  }

  /// Something that has been planned and can be called off.
  @FunctionalInterface
  public interface Timer {
    /// Calls it off; harmless when it has run already.
    void cancel();
  }

  /// This loop's time: the time of day when it started, and from then on a clock that is never set.
  public Instant now() {
    return startedAt.plusNanos(System.nanoTime() - startedNanos);
  }

  public boolean isCurrent() {
    return thread.inEventLoop();
  }

  /// Runs `task` on this loop soon, after what was posted before. Dropped once the loop is closed.
  public void post(Runnable task) {
    try {
      thread.execute(guarded(task));
    } catch (RejectedExecutionException _) {
      return; // closed: nobody is left to do it
    }
  }

  /// Runs `question` on this loop and completes with its answer or with what it threw.
  @SuppressWarnings("UndefinedEquals") // a future is equal to itself alone, as it is meant here
  public <T> CompletableFuture<T> ask(Callable<T> question) {
    var answer = new CompletableFuture<T>();
    Runnable task =
        () -> {
          try {
            answer.complete(question.call());
          } catch (Exception | Error e) {
            answer.completeExceptionally(e);
          } finally {
            asked.remove(answer);
          }
        };
    if (isCurrent()) {
      task.run();
      return answer;
    }
    asked.add(answer);
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      asked.remove(answer);
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /// The same for a question whose answer takes its time.
  @SuppressWarnings("FutureReturnValueIgnored") // both futures end up in the one returned
  <T> CompletableFuture<T> await(Callable<CompletableFuture<T>> question) {
    return ask(question).thenCompose(answer -> answer);
  }

  /// Gives what `future` completes with to `next`, on this loop; a failure goes to the handler of
  /// faults.
  public <T> void then(CompletableFuture<T> future, Consumer<T> next) {
    var _ = future.thenAccept(value -> post(() -> next.accept(value))).exceptionally(this::failed);
  }

  private Void failed(Throwable failure) {
    fault(failure);
    return null;
  }

  public Timer after(Duration delay, Runnable task) {
    try {
      Future<?> planned =
          thread.schedule(guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> planned.cancel(false);
    } catch (RejectedExecutionException _) {
      return () -> {};
    }
  }

  /// Runs `task` soon, but at most one such task a millisecond: for what many may ask for at once
  /// and nobody waits for, such as closing links that have all fallen silent.
  public void unhurried(Runnable task) {
    if (!isCurrent()) {
      post(() -> unhurried(task));
      return;
    }
    unhurried.add(task);
    if (unhurried.size() == 1) after(A_WHILE, this::runUnhurried);
  }

  private void runUnhurried() {
    guard(unhurried.element());
    unhurried.remove();
    if (!unhurried.isEmpty()) after(A_WHILE, this::runUnhurried);
  }

  public Timer at(Instant when, Runnable task) {
    return after(Duration.between(now(), when), task);
  }

  /// Runs `task` every `period` against deadlines that do not drift: a late run does not make the
  /// next one late. Runs that were missed by more than a period are left out.
  public Timer every(Duration period, Runnable task) {
    var ticker = new Ticker(this, period, task);
    ticker.plan();
    return ticker;
  }

  private static final class Ticker implements Timer {
    private final Loop loop;
    private final Duration period;
    private final Runnable task;
    private Instant next;
    private volatile boolean cancelled;

    Ticker(Loop loop, Duration period, Runnable task) {
      this.loop = loop;
      this.period = period;
      this.task = task;
      this.next = loop.now().plus(period);
    }

    void plan() {
      loop.at(next, this::run);
    }

    private void run() {
      if (cancelled) return;
      Instant now = loop.now();
      do {
        next = next.plus(period);
      } while (!next.isAfter(now));
      plan();
      task.run();
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> guard(task);
  }

  /// Runs `task` here; what it throws goes to the handler of faults.
  void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      fault(e);
    }
  }

  void fault(Throwable fault) {
    try {
      onFault.accept(fault);
    } catch (RuntimeException | Error e) {
      uncaught(e);
    }
  }

  EventLoop thread() {
    return thread;
  }

  /// Closes what is still open on this loop and ends its thread; waits for it unless called from
  /// it.
  @Override
  public void close() {
    var ended = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    if (!isCurrent()) ended.awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  @Override
  public String toString() {
    return "Loop(" + name + ")";
  }
}
