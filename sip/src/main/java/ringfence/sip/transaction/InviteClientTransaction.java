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

/// The INVITE client transaction: RFC 3261 section 17.1.1 with the Accepted state of RFC 6026.
final class InviteClientTransaction implements ClientTransaction {
  private sealed interface State {
    /// `cancelAsked` remembers a wish to cancel that has to wait for a provisional response.
    record Calling(Instant timerA, Duration interval, Instant timerB, boolean cancelAsked)
        implements State {}

    record Proceeding(boolean cancelAsked) implements State {}

    record Cancelling(Instant giveUp) implements State {}

    record Completed(SipRequest ack, Instant timerD) implements State {}

    record Accepted(Instant timerM) implements State {}

    record Terminated() implements State {}
  }

  private final Hop hop;
  private State state;

  /// Until a 2xx comes: the transaction then lives for 32 s more, and thousands do at once.
  private Optional<SipRequest> invite;

  InviteClientTransaction(SipRequest invite, Hop hop, Instant now) {
    this.invite = Optional.of(invite);
    this.hop = hop;
    Timers timers = hop.timers();
    // RFC 3261 17.1.1.2: "If a reliable transport is being used, the client transaction SHOULD NOT
    // start timer A"
    Instant timerA = hop.isReliable() ? Instant.MAX : now.plus(timers.t1());
    state = new State.Calling(timerA, timers.t1(), now.plus(timers.timeout()), false);
  }

  @Override
  public List<Output> start() {
    return List.of(new Transmit(invite(), hop.flow()));
  }

  @Override
  public List<Output> receive(SipResponse response, Instant now) {
    return switch (state) {
      case State.Calling(_, _, _, var cancelAsked) -> first(response, cancelAsked, now);
      case State.Proceeding(var cancelAsked) -> first(response, cancelAsked, now);
      case State.Cancelling _ when response.status().isProvisional() -> deliver(response);
      case State.Cancelling _ -> last(response, now);
      // RFC 3261 17.1.1.2: "Any retransmissions of the final response [...] MUST cause the ACK to
      // be re-passed to the transport layer"
      case State.Completed(var ack, _) when isRefusal(response) ->
          List.of(new Transmit(ack, hop.flow()));
      // RFC 6026 7.2: "A 2xx response received [...] MUST be passed to the TU"
      case State.Accepted _ when response.status().isSuccess() -> deliver(response);
      case State.Completed _, State.Accepted _, State.Terminated _ -> List.of();
    };
  }

  private List<Output> first(SipResponse response, boolean cancelAsked, Instant now) {
    if (!response.status().isProvisional()) return last(response, now);
    state = new State.Proceeding(cancelAsked);
    return deliver(response);
  }

  private List<Output> last(SipResponse response, Instant now) {
    if (response.status().isSuccess()) {
      state = new State.Accepted(now.plus(hop.timers().timeout()));
      invite = Optional.empty();
      return deliver(response);
    }
    SipRequest ack = HopByHop.ack(invite(), response);
    // RFC 3261 17.1.1.2: timer D is "a value of zero seconds for reliable transports"
    state =
        hop.isReliable()
            ? new State.Terminated()
            : new State.Completed(ack, now.plus(hop.timers().timerD()));
    return List.of(
        new Transmit(ack, hop.flow()), new DeliverResponse(response, hop.key(), hop.flow()));
  }

  private List<Output> deliver(SipResponse response) {
    return List.of(new DeliverResponse(response, hop.key(), hop.flow()));
  }

  private static boolean isRefusal(SipResponse response) {
    return !response.status().isProvisional() && !response.status().isSuccess();
  }

  @Override
  public List<Output> elapse(Instant now) {
    return switch (state) {
      case State.Calling(_, _, var timerB, _) when isDue(timerB, now) -> fail(Failure.TIMEOUT);
      case State.Calling(var timerA, var interval, var timerB, var cancelAsked)
          when isDue(timerA, now) -> {
        Duration doubled = interval.multipliedBy(2);
        state = new State.Calling(now.plus(doubled), doubled, timerB, cancelAsked);
        yield start();
      }
      // RFC 3261 9.1: "If there is no final response for the original request in 64*T1 seconds
      // [...] the client SHOULD then consider the original transaction cancelled"
      case State.Cancelling(var giveUp) when isDue(giveUp, now) -> fail(Failure.TIMEOUT);
      case State.Completed(_, var timerD) when isDue(timerD, now) -> end();
      case State.Accepted(var timerM) when isDue(timerM, now) -> end();
      case State.Calling _,
          State.Proceeding _,
          State.Cancelling _,
          State.Completed _,
          State.Accepted _,
          State.Terminated _ ->
          List.of();
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

  /// Whether a CANCEL may go out now; when the time for it has not come, it is remembered.
  boolean cancel(Instant now) {
    return switch (state) {
      // RFC 3261 9.1: "If no provisional response has been received, the CANCEL request MUST NOT be
      // sent"
      case State.Calling(var timerA, var interval, var timerB, _) -> {
        state = new State.Calling(timerA, interval, timerB, true);
        yield false;
      }
      case State.Proceeding _ -> {
        state = new State.Cancelling(now.plus(hop.timers().timeout()));
        yield true;
      }
      case State.Cancelling _, State.Completed _, State.Accepted _, State.Terminated _ -> false;
    };
  }

  /// Whether a wish to cancel can now be granted.
  boolean isCancelAsked() {
    return state instanceof State.Proceeding(boolean cancelAsked) && cancelAsked;
  }

  /// The request, before a 2xx has come.
  SipRequest invite() {
    return invite.orElseThrow();
  }

  @Override
  public List<Output> flowFailed() {
    return switch (state) {
      case State.Calling _, State.Proceeding _, State.Cancelling _ -> fail(Failure.TRANSPORT);
      case State.Completed _, State.Accepted _, State.Terminated _ -> end();
    };
  }

  @Override
  public Optional<Instant> deadline() {
    return switch (state) {
      case State.Calling(var timerA, _, var timerB, _) ->
          Optional.of(timerA.isBefore(timerB) ? timerA : timerB);
      case State.Cancelling(var giveUp) -> Optional.of(giveUp);
      case State.Completed(_, var timerD) -> Optional.of(timerD);
      case State.Accepted(var timerM) -> Optional.of(timerM);
      case State.Proceeding _, State.Terminated _ -> Optional.empty();
    };
  }

  @Override
  public boolean isPending() {
    return switch (state) {
      case State.Calling _, State.Proceeding _, State.Cancelling _ -> true;
      case State.Completed _, State.Accepted _, State.Terminated _ -> false;
    };
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
