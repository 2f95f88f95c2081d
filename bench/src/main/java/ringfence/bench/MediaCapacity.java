package ringfence.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import ringfence.media.codec.Frame;
import ringfence.media.negotiation.MediaSettings;
import ringfence.media.negotiation.Negotiation;
import ringfence.media.negotiation.Outcome;
import ringfence.media.negotiation.SecurityPolicy;
import ringfence.media.session.AudioSession;
import ringfence.media.session.Heard;
import ringfence.media.tone.Tone;
import ringfence.media.tone.ToneGenerator;

/// How many G.711 calls one core carries, without sockets and in virtual time: two hundred sessions
/// in pairs send each other 50 packets a second, and their CPU time is measured. A call here is one
/// session, the end that an adapter has. Plain sessions beside the secure ones show what security
/// costs.
final class MediaCapacity {
  private static final int PAIRS = 100;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 7;
  private static final int FRAMES_PER_SECOND = 50;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// One end of a call, with the packet that it received and not yet opened.
  private record End(AudioSession session, InetSocketAddress address, ByteBuffer wire) {
    static End of(Outcome outcome, InetSocketAddress address, Instant now) {
      if (!(outcome instanceof Outcome.Agreed(_, var plan, _))) {
        throw new IllegalStateException(outcome.toString());
      }
      var session = new AudioSession(plan, now, new Random(address.getPort()));
      return new End(session, address, ByteBuffer.allocate(512).flip());
    }
  }

  private record Pair(End caller, End callee) {
    static Pair of(SecurityPolicy policy, int port, Instant now) {
      var local = InetAddress.ofLiteral("127.0.0.1");
      var from = new InetSocketAddress(local, port);
      var to = new InetSocketAddress(local, port + 2);
      var offerer = new Negotiation(MediaSettings.of(local, port, policy), new Random(port));
      var answerer = new Negotiation(MediaSettings.of(local, port + 2, policy), new Random(-port));
      var offer = offerer.offer(false, now).description();
      var answered = answerer.offered(offer, now);
      End callee = End.of(answered, to, now);
      var answer = ((Outcome.Agreed) answered).local();
      return new Pair(End.of(offerer.answered(answer), from, now), callee);
    }
  }

  /// Nanoseconds of CPU time for a second of one session.
  private record Cost(double tick, double receive) {}

  private final List<Pair> pairs = new ArrayList<>();
  private final short[] microphone = Frame.silence();
  private final short[] earpiece = Frame.silence();
  private Instant now = Instant.EPOCH;

  private MediaCapacity(SecurityPolicy policy) {
    for (int i = 0; i < PAIRS; i++) pairs.add(Pair.of(policy, 10_000 + 4 * i, now));
    new ToneGenerator(Tone.sine(1000, -10)).next(microphone);
  }

  static void main() {
    var secure = new MediaCapacity(SecurityPolicy.SECURE);
    var plain = new MediaCapacity(SecurityPolicy.UNSECURE);
    for (int i = 0; i < WARM_UP; i++) {
      secure.second();
      plain.second();
    }
    List<Cost> secured = new ArrayList<>();
    List<Cost> open = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      secured.add(secure.second());
      open.add(plain.second());
    }
    print("secure", secured);
    print("plain", open);
  }

  private static void print(String name, List<Cost> costs) {
    double tick = median(costs, Cost::tick);
    double receive = median(costs, Cost::receive);
    System.out.printf(
        Locale.ROOT,
        "%s: tick %.1f us, receive %.1f us a packet; %.0f calls a core%n",
        name,
        tick / 1000 / FRAMES_PER_SECOND,
        receive / 1000 / FRAMES_PER_SECOND,
        1e9 / (tick + receive));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
    return costs.stream().mapToDouble(of).sorted().toArray()[costs.size() / 2];
  }

  /// Lets a second pass for all.
  private Cost second() {
    long tick = 0;
    long receive = 0;
    for (int frame = 0; frame < FRAMES_PER_SECOND; frame++) {
      now = now.plus(Frame.LENGTH);
      long start = THREADS.getCurrentThreadCpuTime();
      for (Pair pair : pairs) {
        tick(pair.caller(), pair.callee());
        tick(pair.callee(), pair.caller());
      }
      long ticked = THREADS.getCurrentThreadCpuTime();
      for (Pair pair : pairs) {
        receive(pair.caller(), pair.callee());
        receive(pair.callee(), pair.caller());
      }
      tick += ticked - start;
      receive += THREADS.getCurrentThreadCpuTime() - ticked;
    }
    return new Cost((double) tick / PAIRS / 2, (double) receive / PAIRS / 2);
  }

  /// The packet is copied, as a socket would.
  private void tick(End from, End to) {
    from.session()
        .tick(microphone, earpiece, now)
        .ifPresent(it -> to.wire().clear().put(it).flip());
    from.session().report(now);
  }

  private void receive(End to, End from) {
    Heard heard = to.session().receive(to.wire(), from.address(), now);
    if (heard != Heard.MEDIA) throw new IllegalStateException(heard.toString());
  }
}
