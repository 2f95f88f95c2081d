package ringfence.manage.time;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/// The time as time servers give it: the host's clock and what has to be added to it, found out by
/// an [SntpClient]. The host's clock is never set. Without servers it is the host's clock, which
/// then counts as right.
public final class NetworkTime implements InstantSource, AutoCloseable {
  /// Finds the address of a time server; may take its time.
  @FunctionalInterface
  public interface Names {
    InetAddress address(String host) throws UnknownHostException;
  }

  /// How it stands.
  ///
  /// @param asked whether there are servers to be asked
  /// @param source the last that answered, since the plan was made
  /// @param problem why the last round failed, a sentence; empty when it did not
  public record Status(boolean asked, Optional<Source> source, String problem) {
    public boolean isSynchronised() {
      return !asked || source.isPresent();
    }
  }

  /// A server that answered.
  ///
  /// @param offset what is added to the host's clock
  /// @param at when it answered, in corrected time
  public record Source(InetSocketAddress server, Duration offset, Instant at) {}

  private final InstantSource host;
  private final Names names;
  private final RandomGenerator chance;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile Status status = new Status(false, Optional.empty(), "");
  private Optional<SntpRunner> runner = Optional.empty();

  public NetworkTime(InstantSource host, Names names, RandomGenerator chance) {
    this.host = host;
    this.names = names;
    this.chance = chance;
  }

  /// The corrected time.
  @Override
  public Instant instant() {
    return host.instant().plus(status.source().map(Source::offset).orElse(Duration.ZERO));
  }

  public Status status() {
    return status;
  }

  /// Calls `watcher` whenever the status may have changed, on the thread that changed it.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /// Asks by this plan from now on. What was found out by another plan is no longer believed.
  public synchronized void follow(SntpPlan plan) {
    stop();
    boolean asks = !plan.servers().isEmpty();
    become(new Status(asks, Optional.empty(), ""));
    if (!asks) return;
    var client = new SntpClient(plan, chance, host.instant());
    var started = new SntpRunner(client, host, names, new Taking());
    started.start();
    runner = Optional.of(started);
  }

  private final class Taking implements SntpRunner.Listener {
    @Override
    public void synchronised(InetSocketAddress server, Duration offset) {
      var source = new Source(server, offset, host.instant().plus(offset));
      become(new Status(true, Optional.of(source), ""));
    }

    @Override
    public void failed(String reason) {
      become(new Status(true, status.source(), "No time server answers: " + reason + "."));
    }
  }

  private void become(Status next) {
    status = next;
    watchers.forEach(Runnable::run);
  }

  private void stop() {
    runner.ifPresent(SntpRunner::close);
    runner = Optional.empty();
  }

  @Override
  public synchronized void close() {
    stop();
  }
}
