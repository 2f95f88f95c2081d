package ringfence.media.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import ringfence.media.negotiation.SecurityChoice;
import ringfence.srtp.CryptoEngine;
import ringfence.srtp.Verdict;

/// The keys that packets of the peer may come under: those agreed last, and for a moment those
/// before.
///
/// RFC 4568 7.1.4: "there will be a window of time where the offerer and the answerer must be
/// prepared to receive media according to both the old and new offer/answer exchange."
final class KeyChain implements AutoCloseable {
  /// How long the window is open: more than a packet takes, and less than a person notices.
  static final Duration GRACE = Duration.ofSeconds(2);

  private static final int MOST_BEFORE = 4;

  private record Last(Inbound inbound, Instant end) {}

  private final Deque<Last> before = new ArrayDeque<>();
  private final CryptoEngine engine;
  private Inbound inbound;

  KeyChain(SecurityChoice security, CryptoEngine engine) {
    this.engine = engine;
    inbound = Inbound.of(security, engine);
  }

  /// Takes over what was agreed anew. The same keys go on with what they have seen, wherever the
  /// packets come from now; others begin anew.
  ///
  /// @return whether there are other keys
  boolean apply(SecurityChoice security, Instant now) {
    if (inbound.serves(security)) return false;
    Inbound next = takeLast(security);
    // A plain packet is never good in a secure session, and a session that is plain has no tag to
    // tell an old packet by.
    if (inbound.isSecure() && security.isSecure()) {
      if (before.size() == MOST_BEFORE) before.removeLast().inbound().close();
      before.addFirst(new Last(inbound, now.plus(GRACE)));
    } else {
      inbound.close();
      closeLast();
    }
    inbound = next;
    return true;
  }

  /// Keys that come back go on too: RFC 3711 9.1 knows no second beginning under one key.
  private Inbound takeLast(SecurityChoice security) {
    for (Last last : before) {
      if (!last.inbound().serves(security)) continue;
      before.remove(last);
      return last.inbound();
    }
    return Inbound.of(security, engine);
  }

  /// Erases the keys whose time is over.
  void elapse(Instant now) {
    while (!before.isEmpty() && !now.isBefore(before.getLast().end())) {
      before.removeLast().inbound().close();
    }
  }

  /// Opens an RTP packet in place; only what is ACCEPTED is to be believed.
  Verdict openRtp(ByteBuffer packet, Instant now) {
    return open(it -> it.openRtp(packet), now);
  }

  /// The same for a compound RTCP packet.
  Verdict openRtcp(ByteBuffer packet, Instant now) {
    return open(it -> it.openRtcp(packet), now);
  }

  private Verdict open(Function<Inbound, Verdict> opening, Instant now) {
    Verdict verdict = opening.apply(inbound);
    if (verdict == Verdict.ACCEPTED || before.isEmpty()) return verdict;
    elapse(now);
    for (Last last : before) {
      Verdict other = opening.apply(last.inbound());
      if (other == Verdict.ACCEPTED) return other;
      if (other == Verdict.REPLAYED) verdict = other;
    }
    return verdict;
  }

  boolean isSecure() {
    return inbound.isSecure();
  }

  private void closeLast() {
    before.forEach(last -> last.inbound().close());
    before.clear();
  }

  @Override
  public void close() {
    closeLast();
    inbound.close();
  }
}
