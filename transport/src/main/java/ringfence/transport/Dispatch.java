package ringfence.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import ringfence.sip.message.SipMessage;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.Started;
import ringfence.sip.transaction.TransactionLayer;

/// Takes the steps of the transaction layer and does what they ask for, in order, with one timer
/// for whatever falls due next.
final class Dispatch {
  private static final Loop.Timer NONE = () -> {};

  /// What falls due within so short a time is done together; the shortest timer of SIP, T1, is
  /// fifty times as long.
  private static final Duration GRAIN = Duration.ofMillis(10);

  private final Loop loop;
  private final TransactionLayer layer;
  private final Queue<Output> outputs = new ArrayDeque<>();
  private Optional<TransactionUser> user = Optional.empty();
  private Sender sender = (_, _) -> false;
  private boolean performing;
  private Optional<Instant> armed = Optional.empty();
  private Loop.Timer timer = NONE;

  Dispatch(Loop loop, TransactionLayer layer) {
    this.loop = loop;
    this.layer = layer;
  }

  /// A way out for messages.
  @FunctionalInterface
  interface Sender {
    /// False when it could not be sent.
    boolean transmit(SipMessage message, Flow flow);
  }

  void sendBy(Sender other) {
    sender = other;
  }

  Loop loop() {
    return loop;
  }

  void serve(TransactionUser other) {
    user = Optional.of(other);
  }

  Optional<TransactionUser> user() {
    return user;
  }

  Instant now() {
    return loop.now();
  }

  boolean isUsed(Flow flow) {
    return layer.isUsed(flow);
  }

  void received(SipMessage message, Flow flow) {
    step(layer -> layer.receive(message, flow, now()));
  }

  void flowFailed(Flow flow) {
    step(layer -> layer.flowFailed(flow, now()));
  }

  void step(Function<TransactionLayer, List<Output>> step) {
    outputs.addAll(step.apply(layer));
    perform();
  }

  Started start(Function<TransactionLayer, Started> step) {
    Started started = step.apply(layer);
    outputs.addAll(started.outputs());
    // The key has to reach the user before anything about it does.
    if (performing) return started;
    loop.post(this::perform);
    return started;
  }

  private void perform() {
    if (performing) return;
    performing = true;
    try {
      for (Output next = outputs.poll(); next != null; next = outputs.poll()) {
        Output output = next;
        loop.guard(() -> perform(output));
      }
    } finally {
      performing = false;
    }
    arm();
  }

  private void perform(Output output) {
    switch (output) {
      case Output.Transmit(var message, var flow) -> transmit(message, flow);
      case Output.DeliverRequest(var request, var key, var flow) ->
          user.ifPresent(up -> up.request(request, key, flow));
      case Output.DeliverAck(var ack, var flow) -> user.ifPresent(up -> up.ack(ack, flow));
      case Output.Cancelled(var invite, var cancel) ->
          user.ifPresent(up -> up.cancelled(invite, cancel));
      case Output.DeliverResponse(var response, var key, var flow) ->
          user.ifPresent(up -> up.response(response, key, flow));
      case Output.Stray(var response, var flow) -> user.ifPresent(up -> up.stray(response, flow));
      case Output.Failed(var key, var failure) -> user.ifPresent(up -> up.failed(key, failure));
      case Output.Ended(var key) -> user.ifPresent(up -> up.ended(key));
    }
  }

  // RFC 3261 17.1.4 and 18.4: what cannot be sent fails its transaction
  private void transmit(SipMessage message, Flow flow) {
    if (!sender.transmit(message, flow)) outputs.addAll(layer.flowFailed(flow, now()));
  }

  private void arm() {
    Optional<Instant> due = layer.deadline();
    if (due.isEmpty() || isArmedBy(due.get())) return;
    timer.cancel();
    armed = Optional.of(due.get().plus(GRAIN));
    timer = loop.at(armed.get(), this::elapse);
  }

  /// A timer that rings too early finds nothing to do, which costs less than to set it anew for
  /// every transaction that ends.
  private boolean isArmedBy(Instant due) {
    return armed.isPresent() && !armed.get().isAfter(due.plus(GRAIN));
  }

  private void elapse() {
    armed = Optional.empty();
    step(layer -> layer.elapse(now()));
  }
}
