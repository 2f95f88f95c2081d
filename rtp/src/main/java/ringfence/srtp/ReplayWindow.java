package ringfence.srtp;

/// Which of the latest 128 indices were seen, RFC 3711 section 3.3.2 (which asks for at least 64).
final class ReplayWindow {
  static final int SIZE = 128;
  private static final long NONE = -1;

  private long highest = NONE;
  private long firstCounter;

  /// Bit n: `highest - n` was seen.
  private long newer;

  /// Bit n: `highest - 64 - n` was seen.
  private long older;

  /// The rollover counter that the first packet has; 0 unless told.
  void begin(long rolloverCounter) {
    firstCounter = rolloverCounter;
  }

  /// The index that a packet of this sequence number most likely has; negative when that is before
  /// the first.
  long guess(int sequence) {
    return isEmpty() ? (firstCounter << 16) + sequence : Rollover.guess(highest, sequence);
  }

  long highest() {
    return highest;
  }

  boolean isEmpty() {
    return highest == NONE;
  }

  /// Whether `index` was seen or is older than the window.
  boolean saw(long index) {
    if (index > highest) return false;
    long back = highest - index;
    if (back >= SIZE) return true;
    return back < 64 ? (newer >>> back & 1) != 0 : (older >>> (back - 64) & 1) != 0;
  }

  void mark(long index) {
    if (index > highest) {
      shift(isEmpty() ? SIZE : index - highest);
      highest = index;
      newer |= 1;
      return;
    }
    long back = highest - index;
    if (back < 64) newer |= 1L << back;
    else if (back < SIZE) older |= 1L << (back - 64);
  }

  private void shift(long by) {
    if (by >= SIZE) {
      newer = 0;
      older = 0;
    } else if (by >= 64) {
      older = newer << (by - 64);
      newer = 0;
    } else {
      older = older << by | newer >>> (64 - by);
      newer <<= by;
    }
  }
}
