package ringfence.adapter.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.transaction.Flow;

/// The persistent link of a gateway to one remote target: it is opened at start, and when it goes
/// down or cannot be opened it is tried again after the retry interval, for ever.
///
/// Without I/O: each step returns what is to be done. At most one connection is open or being
/// opened at any time.
public final class PersistentLink {
  /// The status as the unit's page shows it.
  public enum Status {
    UP("Up"),
    DOWN("Down"),
    WAITING_SHUTDOWN("WaitingShutdown"),
    WAITING_UP("WaitingUp");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// What the owner of the link is to do.
  public sealed interface Order {
    /// Open a connection and say `connected` or `refused`.
    record Connect() implements Order {}

    /// Close this connection gracefully and say `closed`.
    record Close(Flow flow) implements Order {}

    /// Show and log that the status has changed, and why.
    record Report(Status status, String cause) implements Order {}
  }

  private sealed interface State {
    record Stopped() implements State {}

    record Waiting(Instant nextTry) implements State {}

    record Connecting() implements State {}

    record WaitingUp(Flow flow) implements State {}

    record Up(Flow flow) implements State {}

    record Closing(Flow flow) implements State {}
  }

  private final Duration retryInterval;
  private State state = new State.Stopped();
  private String cause = "not started";

  public PersistentLink(Duration retryInterval) {
    this.retryInterval = retryInterval;
  }

  public Status status() {
    return switch (state) {
      case State.Stopped(), State.Waiting(_), State.Connecting() -> Status.DOWN;
      case State.WaitingUp(_) -> Status.WAITING_UP;
      case State.Up(_) -> Status.UP;
      case State.Closing(_) -> Status.WAITING_SHUTDOWN;
    };
  }

  /// Whether the link is down because it is not to be up.
  public boolean isStopped() {
    return state instanceof State.Stopped;
  }

  /// Why the link has the status it has, in a sentence.
  public String cause() {
    return cause;
  }

  /// The connection that requests may take; only while the link is up.
  public Optional<Flow> flow() {
    return state instanceof State.Up(Flow flow) ? Optional.of(flow) : Optional.empty();
  }

  /// When `elapse` next has something to do: the next try.
  public Optional<Instant> deadline() {
    return state instanceof State.Waiting(Instant nextTry)
        ? Optional.of(nextTry)
        : Optional.empty();
  }

  public List<Order> start() {
    if (!(state instanceof State.Stopped())) return List.of();
    state = new State.Connecting();
    cause = "connecting";
    return List.of(new Order.Connect());
  }

  /// The connection stands and the peer is verified, but the owner has not yet made it usable.
  public List<Order> connected(Flow flow) {
    if (!(state instanceof State.Connecting())) return List.of(new Order.Close(flow));
    state = new State.WaitingUp(flow);
    return report("connected");
  }

  /// The owner has put the connection to use.
  public List<Order> usable() {
    if (!(state instanceof State.WaitingUp(Flow flow))) return List.of();
    state = new State.Up(flow);
    return report("connected");
  }

  /// The connection could not be opened, or the peer was not accepted.
  public List<Order> refused(String why, Instant now) {
    if (!(state instanceof State.Connecting())) return List.of();
    return down(why, now);
  }

  /// A connection was closed, by whomever; only the link's own one counts.
  public List<Order> closed(Flow flow, String why, Instant now) {
    return switch (state) {
      case State.WaitingUp(Flow own) when own.equals(flow) -> down(why, now);
      case State.Up(Flow own) when own.equals(flow) -> down(why, now);
      case State.Closing(Flow own) when own.equals(flow) -> {
        state = new State.Stopped();
        yield report("stopped");
      }
      case State.Stopped(), State.Waiting(_), State.Connecting() -> List.of();
      case State.WaitingUp(_), State.Up(_), State.Closing(_) -> List.of();
    };
  }

  public List<Order> elapse(Instant now) {
    if (!(state instanceof State.Waiting(Instant nextTry)) || now.isBefore(nextTry)) {
      return List.of();
    }
    state = new State.Connecting();
    return List.of(new Order.Connect());
  }

  /// Ends the link gracefully.
  public List<Order> stop() {
    return switch (state) {
      case State.WaitingUp(Flow flow) -> close(flow);
      case State.Up(Flow flow) -> close(flow);
      case State.Waiting(_), State.Connecting() -> {
        state = new State.Stopped();
        yield report("stopped");
      }
      case State.Stopped(), State.Closing(_) -> List.of();
    };
  }

  private List<Order> close(Flow flow) {
    state = new State.Closing(flow);
    cause = "closing";
    return List.of(new Order.Report(Status.WAITING_SHUTDOWN, cause), new Order.Close(flow));
  }

  private List<Order> down(String why, Instant now) {
    state = new State.Waiting(now.plus(retryInterval));
    return report(why);
  }

  private List<Order> report(String why) {
    cause = why;
    return List.of(new Order.Report(status(), why));
  }
}
