package ringfence.adapter.call;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import ringfence.media.negotiation.Outcome;
import ringfence.media.session.AudioSession;
import ringfence.sip.message.CSeq;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.HostPort;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.SipRequest;
import ringfence.sip.message.StatusCode;
import ringfence.sip.message.Transport;
import ringfence.sip.message.Uri;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Identifiers;
import ringfence.sip.transaction.Output;
import ringfence.sip.transaction.Timers;
import ringfence.sip.transaction.TransactionKey;
import ringfence.sip.transaction.TransactionLayer;
import ringfence.sip.ua.Account;
import ringfence.sip.ua.Body;
import ringfence.sip.ua.Call;
import ringfence.sip.ua.CallEnd;
import ringfence.sip.ua.CallEvent;
import ringfence.sip.ua.Conduct;
import ringfence.sip.ua.Keys;
import ringfence.sip.ua.Refusal;
import ringfence.sip.ua.UaOutput;
import ringfence.testkit.VirtualTime;

/// A phone with one call in virtual time: its signalling, what it says of its media, and its sound.
/// It answers by itself.
final class Phone {
  private static final HostPort HOST = HostPort.of("127.0.0.1", 5060);

  final Sound sound;
  final List<String> remarks = new ArrayList<>();
  Consumer<SipMessage> wire = _ -> {};
  boolean refusesOffers;
  private final VirtualTime time;
  private final Speaker speaker;
  private final OfferRefusals refusals;
  private final Account account;
  private final Identifiers identifiers;
  private final TransactionLayer layer;
  private final Flow flow;
  private final Map<TransactionKey, SipRequest> sent = new HashMap<>();
  private Optional<Call> call = Optional.empty();
  private boolean held;

  Phone(String name, VirtualTime time, Speaker speaker, OfferRefusals refusals, Sound sound) {
    this.time = time;
    this.speaker = speaker;
    this.refusals = refusals;
    this.sound = sound;
    this.account =
        new Account(
            NameAddr.parse("<sip:" + name + "@example.com>"),
            NameAddr.parse("<sip:" + name + "@127.0.0.1:5060>"),
            Keys.none(),
            Conduct.PLAIN);
    this.identifiers = new Identifiers(new SplittableRandom(name.hashCode()));
    this.layer = new TransactionLayer(Timers.RFC_3261, identifiers, 100);
    this.flow =
        new Flow(
            1,
            Transport.TLS,
            new InetSocketAddress("127.0.0.1", 5060),
            new InetSocketAddress("127.0.0.2", 5060));
  }

  private Instant now() {
    return time.now();
  }

  private Body offer() {
    sound.session.ifPresent(AudioSession::expect);
    return Body.sdp(new String(speaker.offer(held, now()), StandardCharsets.UTF_8));
  }

  private static Body body(Outcome.Agreed agreed) {
    return Body.sdp(agreed.local().toString());
  }

  /// Calls the other phone, with an offer or without.
  void call(boolean withOffer) {
    call = Optional.of(Call.to(Uri.parse("sip:other@example.com"), account, identifiers));
    Optional<Body> offer = withOffer ? Optional.of(offer()) : Optional.empty();
    does(mine -> mine.invite(offer, Headers.NONE, now()));
  }

  void hold(boolean on) {
    held = on;
    does(mine -> mine.sendOffer(offer(), now()));
  }

  /// Sends an INVITE without a body within the call.
  void askForOffer() {
    does(mine -> mine.askForOffer(now()));
  }

  /// Sends an offer within the call that is not ours.
  void offer(String body) {
    does(mine -> mine.sendOffer(Body.sdp(body), now()));
  }

  void hangUp() {
    does(mine -> mine.hangUp(now()));
  }

  void receive(SipMessage message) {
    layer.receive(message, flow, now()).forEach(this::perform);
  }

  private void does(Function<Call, List<UaOutput>> step) {
    call.ifPresent(mine -> step.apply(mine).forEach(this::perform));
  }

  private void perform(Output output) {
    switch (output) {
      case Output.Transmit(var message, _) -> wire.accept(message);
      case Output.DeliverRequest(var request, var key, _) -> requested(request, key);
      case Output.DeliverAck(var ack, _) -> does(mine -> mine.receiveAck(ack, now()));
      case Output.Cancelled(var invite, var cancel) ->
          does(mine -> mine.cancelled(invite, cancel, now()));
      case Output.DeliverResponse(var response, _, _) ->
          does(mine -> mine.receive(response, now()));
      case Output.Stray(var response, _) -> does(mine -> mine.receive(response, now()));
      case Output.Failed(var key, var failure) ->
          does(mine -> mine.failed(sent.get(key), failure, now()));
      case Output.Ended(var key) -> sent.remove(key);
    }
  }

  private void perform(UaOutput output) {
    switch (output) {
      case UaOutput.Send(var request, _) -> {
        var started = layer.start(request, HOST, flow, now());
        sent.put(started.key(), request);
        started.outputs().forEach(this::perform);
      }
      case UaOutput.Ack(var ack, _) -> perform(layer.sendAck(ack, HOST, flow));
      case UaOutput.Respond(var key, var response) ->
          layer.respond(key, response, now()).forEach(this::perform);
      case UaOutput.Told(var event) -> told(event);
      case UaOutput.Cancel(var invite) -> cancel(invite);
      case UaOutput.Changed _ -> throw new AssertionError("no registration here");
      case UaOutput.Finished() -> call = Optional.empty();
    }
  }

  private void cancel(CSeq invite) {
    List.copyOf(sent.entrySet()).stream()
        .filter(entry -> entry.getValue().cseq().equals(invite))
        .forEach(entry -> layer.cancel(entry.getKey(), now()).forEach(this::perform));
  }

  private void requested(SipRequest request, TransactionKey key) {
    if (call.isPresent()) {
      does(mine -> mine.receive(request, key, now()));
      return;
    }
    Call incoming = Call.from(request, key, account, identifiers);
    call = Optional.of(incoming);
    if (incoming.offer().isPresent()) {
      answer(incoming.offer().get());
      return;
    }
    does(mine -> mine.ring(Optional.empty(), now()));
    time.after(Duration.ofMillis(100), () -> does(mine -> mine.answer(offer(), now())));
  }

  private void answer(Body offer) {
    switch (speaker.offered(offer.bytes(), now())) {
      case Outcome.Agreed agreed -> {
        sound.apply(agreed.plan());
        does(mine -> mine.ring(Optional.of(body(agreed)), now()));
        time.after(Duration.ofMillis(100), () -> does(mine -> mine.answer(body(agreed), now())));
      }
      case Outcome.Refused refused -> does(mine -> mine.reject(refusals.refusal(refused), now()));
    }
  }

  private void told(CallEvent event) {
    switch (event) {
      case CallEvent.EarlyMedia(_, var answer, _) -> answered(answer);
      case CallEvent.Answered(var answer, _) -> answer.ifPresent(this::answered);
      case CallEvent.Offered(var offer) -> offered(offer);
      case CallEvent.OfferWanted() -> does(mine -> mine.answerOffer(offer(), now()));
      case CallEvent.OfferAccepted(var answer) -> answered(answer);
      case CallEvent.OfferRefused(var response) -> {
        if (speaker instanceof Speaker.Unit(var negotiation)) negotiation.withdraw();
        remarks.add("refused with " + response.status().value() + warning(response));
      }
      case CallEvent.Ended(var end) -> ended(end);
      case CallEvent.Progress _,
          CallEvent.Confirmed _,
          CallEvent.Requested _,
          CallEvent.Replied _ -> {}
    }
  }

  private void offered(Body offer) {
    if (refusesOffers) {
      does(mine -> mine.refuseOffer(Refusal.of(new StatusCode(488)), now()));
      return;
    }
    switch (speaker.offered(offer.bytes(), now())) {
      case Outcome.Agreed agreed -> {
        sound.apply(agreed.plan());
        does(mine -> mine.answerOffer(body(agreed), now()));
      }
      case Outcome.Refused refused ->
          does(mine -> mine.refuseOffer(refusals.refusal(refused), now()));
    }
  }

  private void answered(Body answer) {
    switch (speaker.answered(answer.bytes())) {
      case Outcome.Agreed agreed -> sound.apply(agreed.plan());
      case Outcome.Refused refused -> {
        remarks.add("ended: " + refused.reason().text());
        // posted: the call is still in the step that told this
        time.after(Duration.ZERO, this::hangUp);
      }
    }
  }

  private void ended(CallEnd end) {
    if (end instanceof CallEnd.PeerRefused(var response)) {
      remarks.add(response.status().value() + warning(response));
    }
    sound.end();
  }

  private static String warning(SipMessage response) {
    return response.headers().first(Header.WARNING).map(it -> ": " + it.text()).orElse("");
  }
}
