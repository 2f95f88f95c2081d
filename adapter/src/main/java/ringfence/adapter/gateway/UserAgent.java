package ringfence.adapter.gateway;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Field;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.Method;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Failure;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.Greeter;
import ringfence.sip.ua.Refusal;
import ringfence.sip.ua.Registration;
import ringfence.sip.ua.RegistrationState;
import ringfence.sip.ua.UaOutput;
import ringfence.transport.FlowEnd;
import ringfence.transport.Loop;
import ringfence.transport.SipEndpoint;
import ringfence.transport.TransactionUser;

/// Carries out what calls and registrations want, and brings them what comes for them: the one user
/// of a gateway's transactions. Everything happens on the SIP loop.
public final class UserAgent implements TransactionUser {
  private record Sent(Party party, SipRequest request) {}

  /// One end of a call. Both ends are here when a line calls another of its unit.
  private record End(String callId, String localTag) {
    static End of(Call call) {
      return new End(call.callId(), call.localTag());
    }

    static End to(SipMessage message, NameAddr party) {
      return new End(message.callId(), party.tag().orElse(""));
    }
  }

  /// An INVITE that begins a call. It is taken with [UserAgent#take] or answered at once.
  @FunctionalInterface
  public interface Reception {
    void invited(UserAgent by, SipRequest invite, TransactionKey key);
  }

  private final Loop loop;
  private final TransactionLayer layer;
  private final SipEndpoint endpoint;
  private final Departure departure;
  private final Ways ways;
  private final Greeter greeter;
  private final Reception reception;
  private final Map<TransactionKey, Sent> sent = new HashMap<>();
  private final Map<End, Party.InCall> calls = new HashMap<>();
  private final Map<Party, Loop.Timer> timers = new HashMap<>();

  /// The user of this endpoint's transactions.
  ///
  /// @param layer the transactions of the endpoint
  UserAgent(
      Loop loop,
      TransactionLayer layer,
      SipEndpoint endpoint,
      Departure departure,
      Ways ways,
      Greeter greeter,
      Reception reception) {
    this.loop = loop;
    this.layer = layer;
    this.endpoint = endpoint;
    this.departure = departure;
    this.ways = ways;
    this.greeter = greeter;
    this.reception = reception;
  }

  /// Takes charge of a call until it is finished.
  public void take(Call call, Consumer<CallEvent> listener) {
    calls.put(End.of(call), new Party.InCall(call, listener));
  }

  /// Refuses an INVITE that no call was made of.
  public void reject(SipRequest invite, TransactionKey key, StatusCode status) {
    endpoint.respond(key, refusal(invite, status));
  }

  /// The same with a reason and header fields of one's own, such as the Contact of a redirection.
  public void reject(SipRequest invite, TransactionKey key, Refusal refusal) {
    SipResponse response = refusal(invite, refusal.status());
    Headers headers = response.headers();
    for (Field field : refusal.extra().fields()) {
      headers = headers.append(field.name(), field.value());
    }
    endpoint.respond(key, response.with(headers));
  }

  private SipResponse refusal(SipRequest request, StatusCode status) {
    SipResponse response = Responses.tagged(request, status, greeter.identifiers().tag());
    Headers headers = response.headers();
    for (Field field : greeter.inResponses().fields()) {
      headers = headers.append(field.name(), field.value());
    }
    return response.with(headers);
  }

  /// Carries out what a command to a call returned.
  public void perform(Call call, List<UaOutput> outputs) {
    Optional.ofNullable(calls.get(End.of(call))).ifPresent(party -> perform(party, outputs));
  }

  /// A registration as its party, to be used with `perform`.
  Party registering(Registration registration, Consumer<RegistrationState> listener) {
    return new Party.Registering(registration, listener);
  }

  /// Sends a request that belongs to nobody, and tells whether anything answered it.
  void probe(SipRequest request, Consumer<Boolean> outcome) {
    send(new Party.Probing(outcome), request, request.uri());
  }

  /// Carries out the outputs in order, then plans the party's next deadline.
  void perform(Party party, List<UaOutput> outputs) {
    for (UaOutput output : outputs) perform(party, output);
    plan(party);
  }

  private void perform(Party party, UaOutput output) {
    switch (output) {
      case UaOutput.Send(SipRequest request, Uri destination) -> send(party, request, destination);
      case UaOutput.Ack(SipRequest ack, Uri destination) ->
          ways.flowFor(ack, destination)
              .ifPresent(flow -> endpoint.sendAck(departure.of(ack), flow));
      case UaOutput.Cancel(CSeq invite) -> cancel(party, invite);
      case UaOutput.Respond(TransactionKey key, SipResponse response) ->
          endpoint.respond(key, response);
      case UaOutput.Told(CallEvent event) -> tell(party, event);
      case UaOutput.Changed(RegistrationState state) -> changed(party, state);
      case UaOutput.Finished() -> forget(party);
    }
  }

  private void send(Party party, SipRequest request, Uri destination) {
    Optional<Flow> flow = ways.flowFor(request, destination);
    if (flow.isPresent()) {
      sent.put(endpoint.start(departure.of(request), flow.get()), new Sent(party, request));
    } else {
      // posted, since the party is still in the step that wanted this sent
      loop.post(() -> perform(party, party.failed(request, Failure.TRANSPORT, loop.now())));
    }
  }

  private void cancel(Party party, CSeq invite) {
    sent.entrySet().stream()
        .filter(entry -> entry.getValue().party().equals(party))
        .filter(entry -> isInvite(entry.getValue().request(), invite))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(endpoint::cancel);
  }

  private static boolean isInvite(SipRequest request, CSeq cseq) {
    return request.is(Method.INVITE)
        && request.headers().first(Header.CSEQ).filter(cseq::equals).isPresent();
  }

  private static void tell(Party party, CallEvent event) {
    if (party instanceof Party.InCall(_, var listener)) listener.accept(event);
  }

  private static void changed(Party party, RegistrationState state) {
    if (party instanceof Party.Registering(_, var listener)) listener.accept(state);
  }

  void forget(Party party) {
    Loop.Timer timer = timers.remove(party);
    if (timer != null) timer.cancel();
    if (party instanceof Party.InCall(Call call, _)) calls.remove(End.of(call));
  }

  private void plan(Party party) {
    Loop.Timer before = timers.remove(party);
    if (before != null) before.cancel();
    boolean over = party instanceof Party.InCall(Call call, _) && !calls.containsKey(End.of(call));
    if (over) return;
    party.deadline().ifPresent(when -> timers.put(party, loop.at(when, () -> elapse(party))));
  }

  private void elapse(Party party) {
    perform(party, party.elapse(loop.now()));
  }

  @Override
  public void request(SipRequest request, TransactionKey key, Flow flow) {
    Party.InCall party = calls.get(End.to(request, request.to()));
    if (party != null) {
      perform(party, party.call().receive(request, key, loop.now()));
      return;
    }
    switch (greeter.greet(request, _ -> layer.isMerged(key))) {
      case Greeter.Greeting.Answer(SipResponse response) -> endpoint.respond(key, response);
      case Greeter.Greeting.NewCall(SipRequest invite) -> reception.invited(this, invite, key);
      case Greeter.Greeting.Deliver(SipRequest other) ->
          endpoint.respond(key, refusal(other, outsideCalls(other)));
    }
  }

  /// A REFER is followed and a NOTIFY awaited only within a call.
  private static StatusCode outsideCalls(SipRequest request) {
    if (request.is(Method.REFER)) return StatusCode.FORBIDDEN;
    // RFC 6665 4.1.3: a NOTIFY that matches no subscription gets "a 481"
    return request.is(Method.NOTIFY)
        ? StatusCode.CALL_OR_TRANSACTION_DOES_NOT_EXIST
        : StatusCode.METHOD_NOT_ALLOWED;
  }

  @Override
  public void ack(SipRequest ack, Flow flow) {
    Party.InCall party = calls.get(End.to(ack, ack.to()));
    if (party != null) perform(party, party.call().receiveAck(ack, loop.now()));
  }

  @Override
  public void cancelled(TransactionKey invite, SipRequest cancel) {
    String caller = cancel.from().tag().orElse("");
    List<Party.InCall> called =
        calls.values().stream()
            .filter(party -> party.call().callId().equals(cancel.callId()))
            .filter(party -> !party.call().localTag().equals(caller))
            .toList();
    called.forEach(it -> perform(it, it.call().cancelled(invite, cancel, loop.now())));
  }

  @Override
  public void response(SipResponse response, TransactionKey key, Flow flow) {
    Sent request = sent.get(key);
    if (request != null) {
      perform(request.party(), request.party().receive(response, loop.now()));
    }
  }

  /// A 2xx of a forked INVITE whose transaction is over already still belongs to its call.
  @Override
  public void stray(SipResponse response, Flow flow) {
    Party.InCall party = calls.get(End.to(response, response.from()));
    if (party != null) perform(party, party.receive(response, loop.now()));
  }

  @Override
  public void failed(TransactionKey key, Failure failure) {
    Sent request = sent.remove(key);
    if (request == null) return;
    Instant now = loop.now();
    perform(request.party(), request.party().failed(request.request(), failure, now));
  }

  @Override
  public void ended(TransactionKey key) {
    sent.remove(key);
  }

  @Override
  public void flowClosed(Flow flow, FlowEnd end) {
    ways.flowClosed(flow, end);
  }
}
