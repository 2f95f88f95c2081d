package ringfence.sip.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.transaction.Output.DeliverResponse;
import ringfence.sip.transaction.Output.Failed;
import ringfence.sip.transaction.Output.Transmit;

/// The non-INVITE client transaction, RFC 3261 section 17.1.2.
final class NonInviteClientTransaction implements ClientTransaction {
  private sealed interface State {
    record Trying(Instant timerE, Duration interval, Instant timerF) implements State {}

    record Proceeding(Instant timerE, Instant timerF) implements State {}

    record Completed(Instant timerK) implements State {}

    record Terminated() implements State {}
  }

  private final SipRequest request;
  private final Hop hop;
  private State state;

  NonInviteClientTransaction(SipRequest request, Hop hop, Instant now) {
    this.request = request;
    this.hop = hop;
    Timers timers = hop.timers();
    // RFC 3261 17.1.2.2: "If an unreliable transport is in use, the client transaction MUST set
    // timer E to fire in T1 seconds"
    Instant timerE = hop.isReliable() ? Instant.MAX : now.plus(timers.t1());
    state = new State.Trying(timerE, timers.t1(), now.plus(timers.timeout()));
  }

  @Override
  public List<Output> start() {
    return List.of(new Transmit(request, hop.flow()));
  }

  @Override
  public List<Output> receive(SipResponse response, Instant now) {
    return switch (state) {
      case State.Trying(var timerE, _, var timerF) -> answered(response, timerE, timerF, now);
      case State.Proceeding(var timerE, var timerF) -> answered(response, timerE, timerF, now);
      case State.Completed _, State.Terminated _ -> List.of();
    };
  }

  private List<Output> answered(SipResponse response, Instant timerE, Instant timerF, Instant now) {
    if (response.status().isProvisional()) {
      state = new State.Proceeding(timerE, timerF);
    } else if (hop.isReliable()) {
      // RFC 3261 17.1.2.2: timer K is "zero seconds for reliable transports"
      state = new State.Terminated();
    } else {
      state = new State.Completed(now.plus(hop.timers().t4()));
    }
    return List.of(new DeliverResponse(response, hop.key(), hop.flow()));
  }

  @Override
  public List<Output> elapse(Instant now) {
    return switch (state) {
      case State.Trying(_, _, var timerF) when isDue(timerF, now) -> fail(Failure.TIMEOUT);
      case State.Proceeding(_, var timerF) when isDue(timerF, now) -> fail(Failure.TIMEOUT);
      case State.Trying(var timerE, var interval, var timerF) when isDue(timerE, now) -> {
        Duration next = hop.timers().doubled(interval);
        state = new State.Trying(now.plus(next), next, timerF);
        yield start();
      }
      case State.Proceeding(var timerE, var timerF) when isDue(timerE, now) -> {
        // RFC 3261 17.1.2.2: in Proceeding "Timer E MUST be reset with a value of T2 seconds"
        state = new State.Proceeding(now.plus(hop.timers().t2()), timerF);
        yield start();
      }
      case State.Completed(var timerK) when isDue(timerK, now) -> end();
      case State.Trying _, State.Proceeding _, State.Completed _, State.Terminated _ -> List.of();
    };
  }

  private static boolean isDue(Instant timer, Instant now) {
    return !now.isBefore(timer);
  }

  private List<Output> fail(Failure failure) {
    state = new State.Terminated();
    return List.of(new Failed(hop.key(), failure));
  }

  private List<Output> end() {
    state = new State.Terminated();
    return List.of();
  }

  @Override
  public List<Output> flowFailed() {
    return switch (state) {
      case State.Trying _, State.Proceeding _ -> fail(Failure.TRANSPORT);
      case State.Completed _, State.Terminated _ -> end();
    };
  }

  @Override
  public Optional<Instant> deadline() {
    return switch (state) {
      case State.Trying(var timerE, _, var timerF) -> Optional.of(earlier(timerE, timerF));
      case State.Proceeding(var timerE, var timerF) -> Optional.of(earlier(timerE, timerF));
      case State.Completed(var timerK) -> Optional.of(timerK);
      case State.Terminated _ -> Optional.empty();
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public boolean isTerminated() {
    return state instanceof State.Terminated;
  }

  @Override
  public TransactionKey key() {
    return hop.key();
  }

  @Override
  public Flow flow() {
    return hop.flow();
  }
}
