package ringfence.sip.ua;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import ringfence.sip.dialog.DialogId;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Method;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.testkit.VirtualTime;

/// A user agent with one line in virtual time: a transaction layer, its calls and what they told.
final class Party {
  static final List<Method> ALLOWED =
      List.of(Method.INVITE, Method.ACK, Method.BYE, Method.CANCEL, Method.UPDATE, Method.INFO);

  final String name;
  final Account account;
  final VirtualTime time;
  final TransactionLayer layer;
  final Identifiers identifiers;
  final List<CallEvent> events = new ArrayList<>();
  final List<SipRequest> transmitted = new ArrayList<>();
  final Map<String, Call> calls = new HashMap<>();
  int finished;

  /// What this party does by itself when something is told.
  Consumer<CallEvent> reaction = _ -> {};

  /// What it does with a new call.
  Consumer<Call> ringing = _ -> {};

  /// Where its messages go.
  Consumer<SipMessage> wire = _ -> {};

  private final Flow flow;
  private Instant wakeAt = Instant.MAX;
  private final Map<TransactionKey, SipRequest> sent = new HashMap<>();
  private final Greeter greeter;

  Party(String name, Account account, VirtualTime time, Flow flow) {
    this.name = name;
    this.account = account;
    this.time = time;
    this.flow = flow;
    var chance = new SplittableRandom(name.hashCode());
    this.identifiers = new Identifiers(chance);
    this.layer = new TransactionLayer(account.conduct().timers(), identifiers, 1000);
    this.greeter =
        new Greeter(
            ALLOWED,
            Set.of("timer"),
            true,
            false,
            account.conduct().session(),
            Headers.NONE,
            identifiers);
  }

  /// Does a command of a call.
  void does(Call call, Function<Call, List<UaOutput>> command) {
    perform(call, command.apply(call));
  }

  Call call(String target, Optional<Body> offer) {
    var call = Call.to(Uri.parse(target), account, identifiers);
    calls.put(call.callId(), call);
    does(call, mine -> mine.invite(offer, Headers.NONE, time.now()));
    return call;
  }

  Call only() {
    return calls.values().iterator().next();
  }

  void receive(SipMessage message) {
    layer.receive(message, flow, time.now()).forEach(this::perform);
    wake();
  }

  void break_() {
    layer.flowFailed(flow, time.now()).forEach(this::perform);
  }

  private void perform(Output output) {
    switch (output) {
      case Output.Transmit(var message, _) -> transmit(message);
      case Output.DeliverRequest(var request, var key, _) -> requested(request, key);
      case Output.DeliverAck(var ack, _) -> with(ack, call -> call.receiveAck(ack, time.now()));
      case Output.Cancelled(var invite, var cancel) ->
          with(cancel, call -> call.cancelled(invite, cancel, time.now()));
      case Output.DeliverResponse(var response, _, _) ->
          with(response, call -> call.receive(response, time.now()));
      case Output.Stray(var response, _) ->
          with(response, call -> call.receive(response, time.now()));
      case Output.Failed(var key, var failure) -> {
        Optional<SipRequest> request = Optional.ofNullable(sent.get(key));
        request.ifPresent(mine -> with(mine, call -> call.failed(mine, failure, time.now())));
      }
      case Output.Ended(var key) -> sent.remove(key);
    }
  }

  private void transmit(SipMessage message) {
    if (message instanceof SipRequest request) transmitted.add(request);
    wire.accept(message);
  }

  private void requested(SipRequest request, TransactionKey key) {
    boolean inDialog = DialogId.ofReceived(request).isPresent();
    if (inDialog && calls.containsKey(request.callId())) {
      with(request, call -> call.receive(request, key, time.now()));
      return;
    }
    switch (greeter.greet(request, _ -> layer.isMerged(key))) {
      case Greeter.Greeting.Answer(var response) -> respond(key, response);
      case Greeter.Greeting.NewCall(var invite) -> {
        var call = Call.from(invite, key, account, identifiers);
        calls.put(call.callId(), call);
        ringing.accept(call);
      }
      case Greeter.Greeting.Deliver(_) -> throw new AssertionError("not for this party");
    }
  }

  private void respond(TransactionKey key, SipResponse response) {
    layer.respond(key, response, time.now()).forEach(this::perform);
  }

  private void with(SipMessage message, Function<Call, List<UaOutput>> step) {
    Optional.ofNullable(calls.get(message.callId())).ifPresent(call -> does(call, step));
  }

  private void perform(Call call, List<UaOutput> outputs) {
    for (UaOutput output : outputs) {
      switch (output) {
        case UaOutput.Send(var request, _) -> {
          var started = layer.start(request, HostPort.of("127.0.0.1", 5060), flow, time.now());
          sent.put(started.key(), request);
          started.outputs().forEach(this::perform);
        }
        case UaOutput.Ack(var ack, _) ->
            perform(layer.sendAck(ack, HostPort.of("127.0.0.1", 5060), flow));
        case UaOutput.Cancel(var invite) -> cancel(call, invite);
        case UaOutput.Respond(var key, var response) -> respond(key, response);
        case UaOutput.Told(var event) -> {
          events.add(event);
          reaction.accept(event);
        }
        case UaOutput.Changed _ -> throw new AssertionError("no registration here");
        case UaOutput.Finished() -> {
          calls.remove(call.callId());
          finished++;
        }
      }
    }
    wake();
  }

  private void cancel(Call call, CSeq invite) {
    sent.entrySet().stream()
        .filter(entry -> entry.getValue().callId().equals(call.callId()))
        .filter(entry -> entry.getValue().cseq().equals(invite))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(key -> layer.cancel(key, time.now()).forEach(this::perform));
  }

  private void wake() {
    Stream.concat(layer.deadline().stream(), calls.values().stream().flatMap(Party::deadline))
        .min(Instant::compareTo)
        .filter(at -> at.isBefore(wakeAt))
        .ifPresent(this::wakeAt);
  }

  private static Stream<Instant> deadline(Call call) {
    return call.deadline().stream();
  }

  private void wakeAt(Instant at) {
    wakeAt = at;
    time.at(at, this::elapse);
  }

  private void elapse() {
    wakeAt = Instant.MAX;
    layer.elapse(time.now()).forEach(this::perform);
    for (Call call : List.copyOf(calls.values())) {
      does(call, mine -> mine.elapse(time.now()));
    }
    wake();
  }

  /// The events in words, without their messages.
  List<String> told() {
    return events.stream().map(Party::word).toList();
  }

  private static String word(CallEvent event) {
    return switch (event) {
      case CallEvent.Progress(var status, _) -> "progress " + status;
      case CallEvent.EarlyMedia(_, var body, _) -> "early " + body;
      case CallEvent.Answered(var body, _) -> "answered " + body.map(Body::text).orElse("-");
      case CallEvent.Offered(var offer) -> "offered " + offer;
      case CallEvent.OfferWanted() -> "offer wanted";
      case CallEvent.OfferAccepted(var answer) -> "accepted " + answer;
      case CallEvent.OfferRefused(var response) -> "refused " + response.status();
      case CallEvent.Confirmed() -> "confirmed";
      case CallEvent.Requested(var request, _) -> "requested " + request.method();
      case CallEvent.Replied(var request, var response) ->
          "replied " + request.method() + " " + response.status();
      case CallEvent.Ended(var end) ->
          "ended " + end.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }
}
