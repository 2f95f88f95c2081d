package ringfence.adapter.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ringfence.sip.transaction.Flow;
import ringfence.transport.resolve.Destination;

/// The persistent link of a gateway to one server (unit.md B2): it is opened at start, and when it
/// goes down or cannot be opened it is tried again after the retry interval, for ever. Where the
/// server has several destinations they are tried in their order within one attempt, and a link to
/// another than the first goes back to the first as soon as that can be reached.
///
/// Without I/O: each step returns what is to be done. At most one connection is being opened at any
/// time.
public final class PersistentLink {
  // RFC 3261 16.6 step 11: an INVITE may ring for "greater than 3 minutes"
  private static final Duration BEFORE_RETURN = Duration.ofMinutes(3);
  private static final Duration BEFORE_STOP = Duration.ofSeconds(5);

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

  /// A connection to a destination, perhaps the best one.
  private record Line(Flow flow, Destination destination, boolean best) {}

  private sealed interface State {
    record Stopped() implements State {}

    record Waiting(Instant nextTry) implements State {}

    record Locating() implements State {}

    record Connecting(Destination destination, boolean best, List<Destination> others)
        implements State {}

    record WaitingUp(Line line) implements State {}

    record Up(Line line, Return way) implements State {}

    /// A better one is up too; the transactions of the old one are to finish.
    record Changing(Line from, Line to) implements State {}

    record Closing(Flow flow) implements State {}
  }

  /// The way back to the best destination, of a link that is up at another.
  private sealed interface Return {
    record NotNeeded() implements Return {}

    record Waiting(Instant nextTry) implements Return {}

    record Locating() implements Return {}

    record Connecting(Destination destination) implements Return {}
  }

  private final Duration retryInterval;
  private final LinkHistory history;
  private State state = new State.Stopped();
  private String cause = "not started";
  private int attempts;

  /// @param history of the links before it to the same server, which goes on
  PersistentLink(Duration retryInterval, LinkHistory history) {
    this.retryInterval = retryInterval;
    this.history = history;
  }

  public Status status() {
    return switch (state) {
      case State.Stopped(), State.Waiting _, State.Locating(), State.Connecting _ -> Status.DOWN;
      case State.WaitingUp _, State.Changing _ -> Status.WAITING_UP;
      case State.Up _ -> Status.UP;
      case State.Closing _ -> Status.WAITING_SHUTDOWN;
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

  /// How often it has been tried since it was last up.
  public int attempts() {
    return attempts;
  }

  /// What became of it, the latest first: at most fifty.
  public List<LinkTransition> history() {
    return history.transitions();
  }

  /// The connection that requests may take. While a better one waits for the transactions of the
  /// old one to finish, that is still the old one.
  public Optional<Flow> flow() {
    if (state instanceof State.Up(Line line, _)) return Optional.of(line.flow());
    if (state instanceof State.Changing(Line from, _)) return Optional.of(from.flow());
    return Optional.empty();
  }

  /// When a link that is down is tried again.
  public Optional<Instant> nextTry() {
    return state instanceof State.Waiting(Instant next) ? Optional.of(next) : Optional.empty();
  }

  /// When `elapse` next has something to do.
  public Optional<Instant> deadline() {
    if (state instanceof State.Up(_, Return.Waiting(Instant next))) return Optional.of(next);
    return nextTry();
  }

  public List<LinkOrder> start() {
    return isStopped() ? attempt() : List.of();
  }

  private List<LinkOrder> attempt() {
    state = new State.Locating();
    cause = "connecting";
    attempts++;
    return List.of(new LinkOrder.Locate());
  }

  /// The destinations of the server, best first; at least one.
  public List<LinkOrder> located(List<Destination> destinations) {
    Destination best = destinations.getFirst();
    if (state instanceof State.Locating) return connect(destinations, true);
    if (!(state instanceof State.Up(Line line, Return.Locating _))) return List.of();
    if (line.destination().equals(best)) {
      state = new State.Up(line, new Return.NotNeeded());
      return List.of();
    }
    state = new State.Up(line, new Return.Connecting(best));
    return List.of(new LinkOrder.Connect(best, true));
  }

  private List<LinkOrder> connect(List<Destination> destinations, boolean best) {
    Destination next = destinations.getFirst();
    var others = List.copyOf(destinations.subList(1, destinations.size()));
    state = new State.Connecting(next, best, others);
    return List.of(new LinkOrder.Connect(next, others.isEmpty()));
  }

  /// The connection stands and the peer is verified, but the owner has not yet made it usable.
  public List<LinkOrder> connected(Flow flow, Instant now) {
    if (state instanceof State.Connecting(Destination destination, boolean best, _)) {
      state = new State.WaitingUp(new Line(flow, destination, best));
      return List.of(report("connected to " + destination, now));
    }
    if (state instanceof State.Up(Line from, Return.Connecting(Destination destination))) {
      state = new State.Changing(from, new Line(flow, destination, true));
      LinkOrder report = report("connected to " + destination + " again, its turn comes soon", now);
      return List.of(report, new LinkOrder.Drain(from.flow(), BEFORE_RETURN));
    }
    return List.of(new LinkOrder.Close(flow));
  }

  /// The owner has put the connection to use.
  public List<LinkOrder> usable(Instant now) {
    return state instanceof State.WaitingUp(Line line) ? up(line, now) : List.of();
  }

  private List<LinkOrder> up(Line line, Instant now) {
    Return way = line.best() ? new Return.NotNeeded() : new Return.Waiting(later(now));
    state = new State.Up(line, way);
    attempts = 0;
    return List.of(report("connected to " + line.destination(), now));
  }

  /// The server has no destination, the connection could not be opened, or the peer was not
  /// accepted.
  public List<LinkOrder> refused(String why, Instant now) {
    return switch (state) {
      case State.Locating() -> down(why, now);
      case State.Connecting(_, _, List<Destination> others) when others.isEmpty() -> down(why, now);
      case State.Connecting(_, _, List<Destination> others) -> {
        history.add(now, Status.DOWN, why + " The next destination is tried.");
        yield connect(others, false);
      }
      case State.Up(Line line, Return.Locating _) -> stillAway(line, why, now);
      case State.Up(Line line, Return.Connecting _) -> stillAway(line, why, now);
      case State.Up _, State.WaitingUp _, State.Changing _ -> List.of();
      case State.Stopped(), State.Waiting _, State.Closing _ -> List.of();
    };
  }

  private List<LinkOrder> stillAway(Line line, String why, Instant now) {
    history.add(now, Status.UP, "The first destination is still away: " + why);
    state = new State.Up(line, new Return.Waiting(later(now)));
    return List.of();
  }

  /// A connection was closed, by whomever; only the link's own one counts.
  public List<LinkOrder> closed(Flow flow, String why, Instant now) {
    return switch (state) {
      case State.WaitingUp(Line line) when flow.equals(line.flow()) -> down(why, now);
      case State.Up(Line line, Return way) when flow.equals(line.flow()) -> lost(way, why, now);
      case State.Changing(Line from, Line to) when flow.equals(from.flow()) -> up(to, now);
      case State.Changing(Line from, Line to) when flow.equals(to.flow()) -> {
        List<LinkOrder> down = down(why, now);
        yield List.of(down.getFirst(), new LinkOrder.Close(from.flow()));
      }
      case State.Closing(Flow own) when flow.equals(own) -> {
        state = new State.Stopped();
        yield List.of(report("stopped", now));
      }
      case State.WaitingUp _, State.Up _, State.Changing _, State.Closing _ -> List.of();
      case State.Stopped(), State.Waiting _, State.Locating(), State.Connecting _ -> List.of();
    };
  }

  /// The best destination is being tried already where the way back had begun.
  private List<LinkOrder> lost(Return way, String why, Instant now) {
    if (!(way instanceof Return.Connecting(Destination best))) return down(why, now);
    state = new State.Connecting(best, true, List.of());
    return List.of(report(why, now));
  }

  public List<LinkOrder> elapse(Instant now) {
    if (deadline().filter(due -> !now.isBefore(due)).isEmpty()) return List.of();
    if (!(state instanceof State.Up(Line line, _))) return attempt();
    state = new State.Up(line, new Return.Locating());
    return List.of(new LinkOrder.Locate());
  }

  /// Ends the link gracefully: its transactions finish first, but not for long.
  public List<LinkOrder> stop(Instant now) {
    return switch (state) {
      case State.Stopped(), State.Closing _ -> List.of();
      case State.Waiting _, State.Locating(), State.Connecting _ -> {
        state = new State.Stopped();
        yield List.of(report("stopped", now));
      }
      case State.WaitingUp(Line line) -> close(line.flow(), now);
      case State.Up(Line line, _) -> close(line.flow(), now);
      case State.Changing(Line from, Line to) -> {
        List<LinkOrder> close = close(to.flow(), now);
        yield List.of(close.getFirst(), close.getLast(), new LinkOrder.Close(from.flow()));
      }
    };
  }

  /// Ends the link at once, since what it stands on is gone.
  public List<LinkOrder> abandon(String why, Instant now) {
    Stream<Flow> open =
        switch (state) {
          case State.Stopped(), State.Waiting _, State.Locating(), State.Connecting _ ->
              Stream.empty();
          case State.WaitingUp(Line line) -> Stream.of(line.flow());
          case State.Up(Line line, _) -> Stream.of(line.flow());
          case State.Changing(Line from, Line to) -> Stream.of(from.flow(), to.flow());
          case State.Closing(Flow flow) -> Stream.of(flow);
        };
    state = new State.Stopped();
    return Stream.concat(Stream.of(report(why, now)), open.map(LinkOrder.Close::new)).toList();
  }

  private List<LinkOrder> close(Flow flow, Instant now) {
    state = new State.Closing(flow);
    return List.of(report("closing", now), new LinkOrder.Drain(flow, BEFORE_STOP));
  }

  private List<LinkOrder> down(String why, Instant now) {
    state = new State.Waiting(later(now));
    return List.of(report(why, now));
  }

  private Instant later(Instant now) {
    return now.plus(retryInterval);
  }

  private LinkOrder report(String why, Instant now) {
    cause = why;
    history.add(now, status(), why);
    return new LinkOrder.Report(status(), why);
  }
}
