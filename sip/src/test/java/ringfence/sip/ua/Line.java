package ringfence.sip.ua;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import ringfence.sip.dialog.SessionPolicy;
import ringfence.sip.ladder.Ladder;
import ringfence.sip.message.Header;
import ringfence.sip.message.Headers;
import ringfence.sip.message.NameAddr;
import ringfence.sip.message.SipMessage;
import ringfence.sip.message.Transport;
import ringfence.sip.transaction.Flow;
import ringfence.sip.transaction.Timers;
import ringfence.testkit.LossyWire;
import ringfence.testkit.VirtualTime;

/// Two parties, `a` and `b`, and the wires between them.
final class Line {
  final VirtualTime time = new VirtualTime();
  final Ladder ladder = new Ladder(time.now());
  final Party a;
  final Party b;

  Line() {
    this(Transport.TLS, SessionPolicy.NONE);
  }

  Line(Transport transport, SessionPolicy policy) {
    a = new Party("a", account("a", policy), time, flow(transport));
    b = new Party("b", account("b", policy), time, flow(transport));
    join(1, wire -> wire.delay(Duration.ofMillis(10), Duration.ZERO));
  }

  /// Joins the parties by wires of that kind.
  void join(long seed, UnaryOperator<LossyWire<SipMessage>> kind) {
    var chance = new SplittableRandom(seed);
    LossyWire<SipMessage> there = kind.apply(new LossyWire<>(time, chance, b::receive));
    LossyWire<SipMessage> back = kind.apply(new LossyWire<>(time, chance, a::receive));
    a.wire =
        message -> {
          ladder.between(time.now(), "a", "b", message);
          there.send(message);
        };
    b.wire =
        message -> {
          ladder.between(time.now(), "b", "a", message);
          back.send(message);
        };
  }

  static Account account(String name, SessionPolicy policy) {
    return account(name, policy, Keys.none());
  }

  static Account account(String name, SessionPolicy policy, Keys keys) {
    Headers allow = Headers.NONE.withAll(Header.ALLOW, Party.ALLOWED);
    return new Account(
        NameAddr.parse("<sip:" + name + "@example.com>"),
        NameAddr.parse("<sip:" + name + "@127.0.0.1:5060>"),
        keys,
        new Conduct(Timers.RFC_3261, policy, Headers.NONE, Headers.NONE, allow));
  }

  static Flow flow(Transport transport) {
    return new Flow(
        1,
        transport,
        new InetSocketAddress("127.0.0.1", 5060),
        new InetSocketAddress("127.0.0.2", 5060));
  }

  static Body sdp(String text) {
    return Body.sdp(text);
  }

  /// `a` calls `b`, which answers after a second.
  Line talk() {
    b.ringing =
        call -> {
          b.does(call, mine -> mine.ring(Optional.empty(), time.now()));
          time.after(
              Duration.ofSeconds(1),
              () -> b.does(call, mine -> mine.answer(sdp("answer"), time.now())));
        };
    a.call("sip:b@example.com", Optional.of(sdp("offer")));
    return after(2000);
  }

  Line after(long millis) {
    time.advance(Duration.ofMillis(millis));
    return this;
  }

  String flow() {
    return ladder.toString().stripIndent();
  }
}
