package ringfence.sip.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Method;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Output.DeliverAck;
import ringfence.sip.transaction.Output.DeliverRequest;
import ringfence.sip.transaction.Output.Failed;
import ringfence.sip.transaction.Output.Transmit;

/// The INVITE server transaction: RFC 3261 section 17.2.1 with the Accepted state of RFC 6026.
final class InviteServerTransaction implements ServerTransaction {
  private sealed interface State {
    /// The user has said nothing yet.
    record Asked(SipRequest invite, Instant trying) implements State {}

    record Proceeding(SipResponse provisional) implements State {}

    record Completed(SipResponse refusal, Instant timerG, Duration interval, Instant timerH)
        implements State {}

    record Confirmed(Instant timerI) implements State {}

    /// Keeps of its response only the tag: it lives for 32 s, and thousands do at once.
    record Accepted(Optional<String> toTag, Instant timerL) implements State {}

    record Terminated() implements State {}
  }

  private final Merged.Origin origin;
  private final Hop hop;
  private State state;

  InviteServerTransaction(SipRequest invite, Hop hop, Instant now) {
    this.origin = Merged.Origin.of(invite);
    this.hop = hop;
    state = new State.Asked(invite, now.plus(hop.timers().trying()));
  }

  @Override
  public List<Output> start() {
    if (!(state instanceof State.Asked(var invite, _))) return List.of();
    var deliver = new DeliverRequest(invite, hop.key(), hop.flow());
    return hop.timers().trying().isZero() ? List.of(trying(invite), deliver) : List.of(deliver);
  }

  private Output trying(SipRequest invite) {
    SipResponse trying = Responses.to(invite, StatusCode.TRYING);
    state = new State.Proceeding(trying);
    return new Transmit(trying, hop.flow());
  }

  @Override
  public List<Output> receive(SipRequest request, Instant now) {
    return request.method().equals(Method.ACK) ? acknowledged(request, now) : repeated();
  }

  private List<Output> acknowledged(SipRequest ack, Instant now) {
    return switch (state) {
      case State.Completed _ -> {
        // RFC 3261 17.2.1: timer I is "T4 seconds for unreliable transports, and zero seconds for
        // reliable transports"
        state =
            hop.isReliable()
                ? new State.Terminated()
                : new State.Confirmed(now.plus(hop.timers().t4()));
        yield List.of();
      }
      // RFC 6026 7.1: in Accepted "any ACKs received [...] MUST be passed to the TU"
      case State.Accepted _ -> List.of(new DeliverAck(ack, hop.flow()));
      case State.Asked _, State.Proceeding _, State.Confirmed _, State.Terminated _ -> List.of();
    };
  }

  private List<Output> repeated() {
    return switch (state) {
      case State.Proceeding(var provisional) -> transmit(provisional);
      case State.Completed(var refusal, _, _, _) -> transmit(refusal);
      // RFC 6026 7.1: retransmissions of the INVITE are absorbed in Accepted; the TU repeats its
      // 2xx
      case State.Asked _, State.Confirmed _, State.Accepted _, State.Terminated _ -> List.of();
    };
  }

  @Override
  public List<Output> respond(SipResponse response, Instant now) {
    return switch (state) {
      case State.Asked _ -> answer(response, now);
      case State.Proceeding _ -> answer(response, now);
      case State.Accepted _ when response.status().isSuccess() -> transmit(response);
      case State.Completed _, State.Confirmed _, State.Accepted _, State.Terminated _ -> List.of();
    };
  }

  private List<Output> answer(SipResponse response, Instant now) {
    Timers timers = hop.timers();
    if (response.status().isProvisional()) {
      state = new State.Proceeding(response);
    } else if (response.status().isSuccess()) {
      state = new State.Accepted(tag(response), now.plus(timers.timeout()));
    } else {
      // RFC 3261 17.2.1: "For unreliable transports, timer G is set to fire in T1 seconds, and is
      // not set to fire for reliable transports"
      Instant timerG = hop.isReliable() ? Instant.MAX : now.plus(timers.t1());
      state = new State.Completed(response, timerG, timers.t1(), now.plus(timers.timeout()));
    }
    return transmit(response);
  }

  private List<Output> transmit(SipResponse response) {
    return List.of(new Transmit(response, hop.flow()));
  }

  @Override
  public List<Output> elapse(Instant now) {
    return switch (state) {
      case State.Asked(var invite, var trying) when isDue(trying, now) -> List.of(trying(invite));
      case State.Completed(_, _, _, var timerH) when isDue(timerH, now) -> {
        state = new State.Terminated();
        yield List.of(new Failed(hop.key(), Failure.TIMEOUT));
      }
      case State.Completed(var refusal, var timerG, var interval, var timerH)
          when isDue(timerG, now) -> {
        Duration next = hop.timers().doubled(interval);
        state = new State.Completed(refusal, now.plus(next), next, timerH);
        yield transmit(refusal);
      }
      case State.Confirmed(var timerI) when isDue(timerI, now) -> end();
      case State.Accepted(_, var timerL) when isDue(timerL, now) -> end();
      case State.Asked _,
          State.Proceeding _,
          State.Completed _,
          State.Confirmed _,
          State.Accepted _,
          State.Terminated _ ->
          List.of();
    };
  }

  private static boolean isDue(Instant timer, Instant now) {
    return !now.isBefore(timer);
  }

  private List<Output> end() {
    state = new State.Terminated();
    return List.of();
  }

  /// Whether a CANCEL still has an effect: no final response has been sent.
  boolean isOpen() {
    return state instanceof State.Asked || state instanceof State.Proceeding;
  }

  /// The tag that we put into To so far, for the response to a CANCEL.
  Optional<String> toTag() {
    return switch (state) {
      case State.Proceeding(var response) -> tag(response);
      case State.Completed(var response, _, _, _) -> tag(response);
      case State.Accepted(var tag, _) -> tag;
      case State.Asked _, State.Confirmed _, State.Terminated _ -> Optional.empty();
    };
  }

  private static Optional<String> tag(SipResponse response) {
    return response.to().tag();
  }

  @Override
  public Optional<Instant> deadline() {
    return switch (state) {
      case State.Asked(_, var trying) -> Optional.of(trying);
      case State.Completed(_, var timerG, _, var timerH) ->
          Optional.of(timerG.isBefore(timerH) ? timerG : timerH);
      case State.Confirmed(var timerI) -> Optional.of(timerI);
      case State.Accepted(_, var timerL) -> Optional.of(timerL);
      case State.Proceeding _, State.Terminated _ -> Optional.empty();
    };
  }

  @Override
  public boolean isPending() {
    return switch (state) {
      case State.Asked _, State.Proceeding _, State.Completed _ -> true;
      case State.Confirmed _, State.Accepted _, State.Terminated _ -> false;
    };
  }

  @Override
  public boolean isTerminated() {
    return state instanceof State.Terminated;
  }

  @Override
  public Merged.Origin origin() {
    return origin;
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
