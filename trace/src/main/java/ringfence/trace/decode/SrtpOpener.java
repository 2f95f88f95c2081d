package ringfence.trace.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ringfence.srtp.SrtcpReceiver;
import ringfence.srtp.SrtpReceiver;
import ringfence.srtp.Verdict;

/// Opens the protected packets of one way, from one port to another, with whichever key of its
/// calls holds. The key that held last is tried first, then the newest.
final class SrtpOpener {
  private static final int MOST_SOURCES = 16;

  private record Lock(
      MediaCall call, MediaCall.StreamKeys keys, SrtpReceiver rtp, SrtcpReceiver rtcp) {
    Content.Security security() {
      return call.isInForce(keys) ? Content.Security.OPENED : Content.Security.OUTDATED;
    }
  }

  /// What became of a packet.
  record Opened(Content.Security security, ByteBuffer packet) {}

  private final List<Lock> locks = new ArrayList<>();
  private final Map<MediaCall, Integer> taken = new HashMap<>();

  /// Makes itself ready for the keys that a call has learned since.
  void learn(MediaCall call) {
    int before = taken.getOrDefault(call, 0);
    int now = call.keys().size();
    if (before == now) return;
    taken.put(call, now);
    for (MediaCall.StreamKeys it : call.keys().subList(before, now)) {
      var rtp = new SrtpReceiver(it.policy(), it.keys(), MOST_SOURCES);
      var rtcp = new SrtcpReceiver(it.policy(), it.keys(), MOST_SOURCES);
      locks.addFirst(new Lock(call, it, rtp, rtcp));
    }
  }

  boolean hasKeys() {
    return !locks.isEmpty();
  }

  Opened rtp(ByteBuffer packet) {
    return open(packet, (lock, copy) -> lock.rtp().unprotect(copy));
  }

  Opened rtcp(ByteBuffer packet) {
    return open(packet, (lock, copy) -> lock.rtcp().unprotect(copy));
  }

  private interface Attempt {
    Verdict with(Lock lock, ByteBuffer copy);
  }

  private Opened open(ByteBuffer packet, Attempt attempt) {
    var copy = ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    Optional<Content.Security> repeated = Optional.empty();
    for (int i = 0; i < locks.size(); i++) {
      Verdict verdict = attempt.with(locks.get(i), copy);
      if (verdict == Verdict.REPLAYED) repeated = Optional.of(Content.Security.REPEATED);
      if (verdict != Verdict.ACCEPTED) continue;
      if (i > 0) locks.addFirst(locks.remove(i));
      return new Opened(locks.getFirst().security(), copy);
    }
    return new Opened(repeated.orElse(Content.Security.LOCKED), packet);
  }
}
