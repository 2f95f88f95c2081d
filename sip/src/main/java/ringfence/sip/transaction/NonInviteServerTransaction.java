package ringfence.sip.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.transaction.Output.DeliverRequest;
import ringfence.sip.transaction.Output.Transmit;

/// The non-INVITE server transaction: RFC 3261 section 17.2.2 with RFC 4320.
///
/// A user who says nothing is answered for with 100 once the client's timer E has reached T2, and
/// is forgotten after 64 T1, when the client has given up.
final class NonInviteServerTransaction implements ServerTransaction {
  private sealed interface State {
    record Trying(Instant trying, Instant giveUp) implements State {}

    record Proceeding(SipResponse provisional, Instant giveUp) implements State {}

    record Completed(SipResponse answer, Instant timerJ) implements State {}

    record Terminated() implements State {}
  }

  private final SipRequest request;
  private final Hop hop;
  private State state;

  NonInviteServerTransaction(SipRequest request, Hop hop, Instant now) {
    this.request = request;
    this.hop = hop;
    Timers timers = hop.timers();
    Instant trying = now.plus(timers.untilNonInviteTrying());
    state = new State.Trying(trying, now.plus(timers.timeout()));
  }

  @Override
  public List<Output> start() {
    return List.of(new DeliverRequest(request, hop.key(), hop.flow()));
  }

  @Override
  public List<Output> receive(SipRequest repeat, Instant now) {
    return switch (state) {
      case State.Proceeding(var provisional, _) -> transmit(provisional);
      case State.Completed(var answer, _) -> transmit(answer);
      // RFC 3261 17.2.2: in Trying "any further request retransmissions are discarded"
      case State.Trying _, State.Terminated _ -> List.of();
    };
  }

  @Override
  public List<Output> respond(SipResponse response, Instant now) {
    return switch (state) {
      case State.Trying(_, var giveUp) -> answer(response, giveUp, now);
      case State.Proceeding(_, var giveUp) -> answer(response, giveUp, now);
      case State.Completed _, State.Terminated _ -> List.of();
    };
  }

  private List<Output> answer(SipResponse response, Instant giveUp, Instant now) {
    if (response.status().isProvisional()) {
      state = new State.Proceeding(response, giveUp);
    } else if (hop.isReliable()) {
      // RFC 3261 17.2.2: timer J is "zero seconds for reliable transports"
      state = new State.Terminated();
    } else {
      state = new State.Completed(response, now.plus(hop.timers().timeout()));
    }
    return transmit(response);
  }

  private List<Output> transmit(SipResponse response) {
    return List.of(new Transmit(response, hop.flow()));
  }

  @Override
  public List<Output> elapse(Instant now) {
    return switch (state) {
      case State.Trying(_, var giveUp) when isDue(giveUp, now) -> end();
      case State.Trying(var due, var giveUp) when isDue(due, now) -> trying(giveUp);
      // RFC 4320 4.2: "MUST NOT send a response with Status-Code of 408 to a non-INVITE request"
      case State.Proceeding(_, var giveUp) when isDue(giveUp, now) -> end();
      case State.Completed(_, var timerJ) when isDue(timerJ, now) -> end();
      case State.Trying _, State.Proceeding _, State.Completed _, State.Terminated _ -> List.of();
    };
  }

  private List<Output> trying(Instant giveUp) {
    SipResponse trying = Responses.to(request, StatusCode.TRYING);
    state = new State.Proceeding(trying, giveUp);
    return transmit(trying);
  }

  private static boolean isDue(Instant timer, Instant now) {
    return !now.isBefore(timer);
  }

  private List<Output> end() {
    state = new State.Terminated();
    return List.of();
  }

  @Override
  public Optional<Instant> deadline() {
    return switch (state) {
      case State.Trying(var trying, var giveUp) ->
          Optional.of(trying.isBefore(giveUp) ? trying : giveUp);
      case State.Proceeding(_, var giveUp) -> Optional.of(giveUp);
      case State.Completed(_, var timerJ) -> Optional.of(timerJ);
      case State.Terminated _ -> Optional.empty();
    };
  }

  @Override
  public boolean isTerminated() {
    return state instanceof State.Terminated;
  }

  @Override
  public Merged.Origin origin() {
    return Merged.Origin.of(request);
  }

  SipRequest request() {
    return request;
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
