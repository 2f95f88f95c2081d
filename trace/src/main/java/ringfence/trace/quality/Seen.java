package ringfence.trace.quality;

import ringfence.rtp.SequenceNumber;

/// The sequence numbers of a stream that came lately: a packet that was captured twice, or sent
/// twice, is told from one that is late.
final class Seen {
  private static final int WINDOW = 64;

  private int newest = -1;
  private long bits; // bit n: the number n before the newest

  /// Whether it came before; from now on it has.
  boolean repeats(SequenceNumber number) {
    int value = number.value();
    int ahead = newest < 0 ? WINDOW : SequenceNumber.distance(newest, value);
    if (ahead > 0) {
      bits = ahead < WINDOW ? bits << ahead | 1 : 1;
      newest = value;
      return false;
    }
    if (ahead <= -WINDOW) return false; // out of sight
    long bit = 1L << -ahead;
    boolean before = (bits & bit) != 0;
    bits |= bit;
    return before;
  }
}
