package ringfence.media.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import ringfence.media.codec.Frame;
import ringfence.media.negotiation.MediaSettings;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.Outcome;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.tone.Tone;
import ringfence.media.tone.ToneGenerator;
import ringfence.testkit.LossyWire;
import ringfence.testkit.VirtualTime;

/// Two ends of a call over a lossy wire, in virtual time: each plays a tone to the other.
final class Call {
  /// One end: its session, what it hears, and a clock that may be off.
  static final class End {
    final Negotiation negotiation;
    final InetSocketAddress address;
    final LossyWire<byte[]> wire;
    final List<byte[]> sent = new ArrayList<>();
    final List<short[]> heard = new ArrayList<>();
    final List<Heard> events = new ArrayList<>();
    private final ToneGenerator tone;
    private AudioSession session = unplanned();
    private boolean begun;

    End(String literal, SecurityPolicy policy, double hertz, LossyWire<byte[]> wire) {
      var where = InetAddress.ofLiteral(literal);
      address = new InetSocketAddress(where, 5004);
      negotiation =
          new Negotiation(MediaSettings.of(where, 5004, policy), new Random((long) hertz));
      tone = new ToneGenerator(Tone.sine(hertz, -10));
      this.wire = wire;
    }

    /// Stands for the session until there is a plan.
    private static AudioSession unplanned() {
      var settings =
          MediaSettings.of(InetAddress.ofLiteral("127.0.0.9"), 9, SecurityPolicy.UNSECURE);
      Instant now = new VirtualTime().now();
      var one = new Negotiation(settings, new Random(1));
      var other = new Negotiation(settings, new Random(2));
      var agreed = (Outcome.Agreed) other.offered(one.offer(false, now).description(), now);
      return new AudioSession(agreed.plan(), now, new Random(1));
    }

    AudioSession session() {
      return session;
    }

    short[] heard(int fromFrame, int frames) {
      short[] all = new short[frames * Frame.SAMPLES];
      for (int i = 0; i < frames; i++) {
        System.arraycopy(heard.get(fromFrame + i), 0, all, i * Frame.SAMPLES, Frame.SAMPLES);
      }
      return all;
    }

    List<Character> keys() {
      return events.stream()
          .filter(Heard.Key.class::isInstance)
          .map(it -> ((Heard.Key) it).key())
          .toList();
    }
  }

  final VirtualTime time = new VirtualTime();
  final End caller;
  final End callee;

  Call(SecurityPolicy policy, long seed) {
    var chance = new Random(seed);
    caller =
        new End("127.0.0.1", policy, 1000, new LossyWire<>(time, chance, it -> arrive(true, it)));
    callee =
        new End("127.0.0.2", policy, 620, new LossyWire<>(time, chance, it -> arrive(false, it)));
    negotiate(false);
  }

  private void arrive(boolean atCallee, byte[] datagram) {
    End to = atCallee ? callee : caller;
    End from = atCallee ? caller : callee;
    // a session decrypts in place
    var copy = ByteBuffer.wrap(datagram.clone());
    to.events.add(to.session.receive(copy, from.address, time.now()));
  }

  /// The caller offers, the callee answers; both take up what they agree on.
  void negotiate(boolean hold) {
    var offer = caller.negotiation.offer(hold, time.now()).description();
    var answer = (Outcome.Agreed) callee.negotiation.offered(offer.toBytes(), time.now());
    take(callee, answer);
    take(caller, (Outcome.Agreed) caller.negotiation.answered(answer.local().toBytes()));
  }

  /// The same, with an answer that takes its time: packets are faster.
  void negotiate(boolean hold, Duration answering) {
    var offer = caller.negotiation.offer(hold, time.now()).description();
    caller.session.expect();
    var answer = (Outcome.Agreed) callee.negotiation.offered(offer.toBytes(), time.now());
    take(callee, answer);
    time.after(
        answering,
        () -> take(caller, (Outcome.Agreed) caller.negotiation.answered(answer.local().toBytes())));
  }

  /// Forgets what was recorded so far.
  void forget() {
    for (End end : List.of(caller, callee)) {
      end.sent.clear();
      end.heard.clear();
      end.events.clear();
    }
  }

  private void take(End end, Outcome.Agreed agreed) {
    if (!end.begun) {
      end.begun = true;
      end.session = new AudioSession(agreed.plan(), time.now(), new Random(end.address.hashCode()));
    } else {
      end.session.apply(agreed.plan(), time.now());
    }
  }

  Call wires(Consumer<LossyWire<byte[]>> change) {
    change.accept(caller.wire);
    change.accept(callee.wire);
    return this;
  }

  Call run(Duration length) {
    return run(length, 0);
  }

  /// @param drift by how much the caller's clock is too fast, as a share
  Call run(Duration length, double drift) {
    schedule(caller, length, Duration.ofNanos((long) (20_000_000 * (1 - drift))));
    schedule(callee, length, Frame.LENGTH);
    time.advance(length);
    return this;
  }

  private void schedule(End end, Duration length, Duration interval) {
    Duration at = Duration.ofMillis(end == caller ? 0 : 7);
    for (; at.compareTo(length) < 0; at = at.plus(interval)) time.after(at, () -> tick(end));
  }

  private void tick(End end) {
    short[] microphone = Frame.silence();
    short[] earpiece = Frame.silence();
    end.tone.next(microphone);
    end.session.tick(microphone, earpiece, time.now()).ifPresent(it -> send(end, it));
    end.session.report(time.now()).ifPresent(it -> send(end, it));
    end.heard.add(earpiece);
  }

  void send(End end, ByteBuffer packet) {
    byte[] datagram = new byte[packet.remaining()];
    packet.get(datagram);
    end.sent.add(datagram);
    end.wire.send(datagram);
  }
}
