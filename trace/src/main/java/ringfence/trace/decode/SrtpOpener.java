package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import ringfence.srtp.SrtcpReceiver;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.Verdict;

/// Opens the protected packets of one way, from one port to another, with whichever key of its
/// calls holds. The key that held last is tried first, then the newest; the oldest are forgotten.
final class SrtpOpener {
  private static final int MOST_SOURCES = 16;
  private static final int MOST_LOCKS = 32;
  private static final int MOST_CALLS = 8;

  /// How many of the first locks keep what they have made: a call has two keys as a rule, and ten
  /// thousand ways may have a hundred each.
  private static final int MOST_KEPT = 2;

  /// After so many packets that no key opened, one of so many is tried with all.
  private static final int PATIENCE = 64;

  /// The receivers of one key, made when they are first wanted: most keys are the other way's.
  private static final class Lock {
    private final MediaCall call;
    private final MediaCall.StreamKeys keys;
    private Optional<SrtpReceiver> rtp = Optional.empty();
    private Optional<SrtcpReceiver> rtcp = Optional.empty();

    Lock(MediaCall call, MediaCall.StreamKeys keys) {
      this.call = call;
      this.keys = keys;
    }

    Verdict rtp(ByteBuffer copy) {
      if (rtp.isEmpty()) {
        rtp = Optional.of(new SrtpReceiver(keys.policy(), keys.keys(), MOST_SOURCES));
      }
      return rtp.get().unprotect(copy);
    }

    Verdict rtcp(ByteBuffer copy) {
      if (rtcp.isEmpty()) {
        rtcp = Optional.of(new SrtcpReceiver(keys.policy(), keys.keys(), MOST_SOURCES));
      }
      return rtcp.get().unprotect(copy);
    }

    void forget() {
      rtp.ifPresent(SrtpReceiver::close);
      rtcp.ifPresent(SrtcpReceiver::close);
      rtp = Optional.empty();
      rtcp = Optional.empty();
    }

    Content.Security security() {
      return call.isInForce(keys) ? Content.Security.OPENED : Content.Security.OUTDATED;
    }
  }

  /// What became of a packet.
  record Opened(Content.Security security, ByteBuffer packet) {}

  private final List<Lock> locks = new ArrayList<>();
  private final SequencedMap<MediaCall, Integer> taken = new LinkedHashMap<>();

  /// Whether the first lock opened the last packet that was not seen before.
  private boolean held;

  private int vain;

  /// Makes itself ready for the keys that a call has learned since.
  void learn(MediaCall call) {
    int before = taken.getOrDefault(call, 0);
    int now = call.keys().size();
    if (before >= now) return;
    taken.put(call, now);
    vain = 0;
    for (MediaCall.StreamKeys it : call.keys().subList(before, now)) {
      // one that holds stays before them: it knows how often its numbers rolled over
      locks.add(held ? 1 : 0, new Lock(call, it));
    }
    while (locks.size() > MOST_LOCKS) locks.removeLast().forget();
    if (taken.size() > MOST_CALLS) taken.pollFirstEntry();
    forgetBehind();
  }

  private void forgetBehind() {
    if (locks.size() > MOST_KEPT) locks.subList(MOST_KEPT, locks.size()).forEach(Lock::forget);
  }

  /// Nothing more is opened.
  void close() {
    locks.forEach(Lock::forget);
  }

  boolean hasKeys() {
    return !locks.isEmpty();
  }

  Opened rtp(ByteBuffer packet) {
    return open(packet, Lock::rtp);
  }

  Opened rtcp(ByteBuffer packet) {
    return open(packet, Lock::rtcp);
  }

  private interface Attempt {
    Verdict with(Lock lock, ByteBuffer copy);
  }

  private Opened open(ByteBuffer packet, Attempt attempt) {
    var copy = ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    Optional<Content.Security> repeated = Optional.empty();
    int tried = vain < PATIENCE || vain % PATIENCE == 0 ? locks.size() : MOST_KEPT;
    vain++;
    for (int i = 0; i < Math.min(tried, locks.size()); i++) {
      Lock lock = locks.get(i);
      Verdict verdict = attempt.with(lock, copy);
      if (verdict == Verdict.REPLAYED) repeated = Optional.of(Content.Security.REPEATED);
      if (verdict == Verdict.ACCEPTED) {
        vain = 0;
        held = true;
        prefer(i);
        return new Opened(lock.security(), copy);
      }
      if (i >= MOST_KEPT) lock.forget();
    }
    held &= repeated.isPresent();
    return new Opened(repeated.orElse(Content.Security.LOCKED), packet);
  }

  private void prefer(int place) {
    if (place == 0) return;
    locks.addFirst(locks.remove(place));
    if (locks.size() > MOST_KEPT) locks.get(MOST_KEPT).forget();
  }
}
