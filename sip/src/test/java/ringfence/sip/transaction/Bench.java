package ringfence.sip.transaction;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.Parsed;
import ringfence.sip.message.Responses;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipParser;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.SipResponse;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Output.Cancelled;
import ringfence.sip.transaction.Output.DeliverAck;
import ringfence.sip.transaction.Output.DeliverRequest;
import ringfence.sip.transaction.Output.DeliverResponse;
import ringfence.sip.transaction.Output.Ended;
import ringfence.sip.transaction.Output.Failed;
import ringfence.sip.transaction.Output.Stray;
import ringfence.sip.transaction.Output.Transmit;
import ringfence.testkit.VirtualTime;

/// A transaction layer in virtual time whose outputs write a ladder.
final class Bench {
  static final HostPort SENT_BY = HostPort.of("127.0.0.1", 16000);
  static final Flow UDP = flow(1, Transport.UDP);
  static final Flow TLS = flow(2, Transport.TLS);

  final VirtualTime time = new VirtualTime();
  final TransactionLayer layer;
  final Ladder ladder = new Ladder(time.now());
  TransactionKey key = new TransactionKey(TransactionKey.Side.CLIENT, "none", "", method("X"));
  SipRequest sent = request("OPTIONS");
  Optional<SipMessage> lastTransmitted = Optional.empty();

  Bench() {
    this(Timers.RFC_3261, 1000);
  }

  Bench(Timers timers, int most) {
    layer = new TransactionLayer(timers, new Identifiers(new SplittableRandom(7)), most);
  }

  static Flow flow(long id, Transport transport) {
    return new Flow(
        id,
        transport,
        new InetSocketAddress("127.0.0.1", 16000),
        new InetSocketAddress("127.0.0.2", 5061));
  }

  private static ringfence.sip.message.Method method(String name) {
    return ringfence.sip.message.Method.parse(name);
  }

  static SipRequest request(String method) {
    return request(method, "");
  }

  /// A request without Via, with more header lines.
  static SipRequest request(String method, String more) {
    String text =
        """
        %s sip:101@127.0.0.2:5061 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.3;branch=z9hG4bKfirst
        Max-Forwards: 70
        From: <sip:100@example.com>;tag=f1
        To: <sip:101@example.com>
        Call-ID: c1
        CSeq: 5 %s
        """
            .formatted(method, method);
    return (SipRequest) parse(text + more);
  }

  /// A message from its lines.
  static SipMessage parse(String text) {
    byte[] bytes = (text.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8);
    if (new SipParser().parse(bytes) instanceof Parsed.Message(var message)) return message;
    throw new AssertionError(new SipParser().parse(bytes));
  }

  /// Starts a client transaction.
  Bench start(String method, Flow flow) {
    return start(request(method), flow);
  }

  Bench start(SipRequest request, Flow flow) {
    SipRequest bare = request.with(request.headers().without(ringfence.sip.message.Header.VIA));
    Started started = layer.start(bare, SENT_BY, flow, time.now());
    key = started.key();
    sent = started.request();
    perform(started.outputs());
    return this;
  }

  /// The peer answers what was sent.
  Bench answer(int status) {
    return arrive(Responses.tagged(sent, new StatusCode(status), "t1"), UDP);
  }

  /// A message comes.
  Bench arrive(SipMessage message, Flow flow) {
    ladder.received(time.now(), message);
    perform(layer.receive(message, flow, time.now()));
    return this;
  }

  /// The user responds in the server transaction delivered last.
  Bench respond(int status) {
    ladder.note(time.now(), "TU -> " + status);
    SipResponse response = Responses.tagged(sent, new StatusCode(status), "t1");
    perform(layer.respond(key, response, time.now()));
    return this;
  }

  Bench cancel() {
    ladder.note(time.now(), "TU -> cancel");
    perform(layer.cancel(key, time.now()));
    return this;
  }

  Bench after(long millis) {
    run(time.now().plusMillis(millis));
    return this;
  }

  private void run(java.time.Instant until) {
    while (layer.deadline().filter(at -> !at.isAfter(until)).isPresent()) {
      var at = layer.deadline().orElseThrow();
      if (at.isAfter(time.now())) time.advance(Duration.between(time.now(), at));
      perform(layer.elapse(time.now()));
    }
    time.advance(Duration.between(time.now(), until));
  }

  void perform(List<Output> outputs) {
    outputs.forEach(this::perform);
  }

  private void perform(Output output) {
    switch (output) {
      case Transmit(var message, _) -> {
        ladder.sent(time.now(), message);
        lastTransmitted = Optional.of(message);
      }
      case DeliverRequest(var request, var its, _) -> {
        key = its;
        sent = request;
        ladder.told(time.now(), request.method().toString());
      }
      case DeliverAck _ -> ladder.told(time.now(), "ACK");
      case Cancelled _ -> ladder.told(time.now(), "cancelled");
      case DeliverResponse(var response, _, _) ->
          ladder.told(time.now(), response.status().toString());
      case Stray(var response, _) -> ladder.told(time.now(), "stray " + response.status());
      case Failed(_, var failure) ->
          ladder.told(time.now(), failure.toString().toLowerCase(java.util.Locale.ROOT));
      case Ended _ -> ladder.note(time.now(), "ended");
    }
  }

  /// The ladder without common indentation, to compare with a text block.
  String flow() {
    return ladder.toString().stripIndent();
  }

  /// How many lines of the ladder are so.
  long count(Predicate<String> line) {
    return ladder.rungs().stream().filter(rung -> line.test(rung.text())).count();
  }
}
