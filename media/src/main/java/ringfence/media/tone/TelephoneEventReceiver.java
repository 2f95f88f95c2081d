package ringfence.media.tone;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Hears DTMF keys in telephone events, RFC 4733 section 2.5.2: each key once, at the first of its
/// packets that arrives, whatever is lost, doubled or late.
public final class TelephoneEventReceiver {
  private static final int LONGEST_SEGMENT = 0xFFFF;

  private boolean heard;
  private int event;
  private int start;
  private int duration;

  /// Reads a payload; gives the key that it brings for the first time, if any. Of several events in
  /// one payload only the first counts: RFC 4733 has no use for more with DTMF.
  ///
  /// @param timestamp of the packet, 0 to 2^32-1
  public Optional<Character> receive(ByteBuffer payload, long timestamp) {
    Optional<TelephoneEvent> read = TelephoneEvent.read(payload);
    if (read.isEmpty()) return Optional.empty();
    TelephoneEvent now = read.get();
    int at = (int) timestamp;
    if (heard && at - start <= 0) {
      if (at == start) duration = Math.max(duration, now.duration());
      return Optional.empty();
    }
    boolean continued = heard && isContinuation(now, at);
    heard = true;
    event = now.event();
    start = at;
    duration = now.duration();
    return continued ? Optional.empty() : now.key();
  }

  /// RFC 4733 2.5.1.3: a long event goes on in a segment that starts where the full one ends.
  private boolean isContinuation(TelephoneEvent now, int at) {
    return now.event() == event && at - start == LONGEST_SEGMENT && duration > LONGEST_SEGMENT / 2;
  }

  /// Forgets what was heard: another source speaks now.
  public void reset() {
    heard = false;
  }
}
