package ringfence.srtp;

import java.util.Arrays;

/// The state of each source of a session, made only for those whose packets were authentic.
final class Sources {
  private final int most;
  private int[] ssrcs = new int[1];
  private ReplayWindow[] windows = {new ReplayWindow()};
  private int count;

  Sources(int most) {
    if (most < 1) throw new IllegalArgumentException("at most " + most + " sources");
    this.most = most;
  }

  /// The window of a source; an empty one, not yet kept, for one that is new.
  ReplayWindow window(int ssrc) {
    for (int i = 0; i < count; i++) {
      if (ssrcs[i] == ssrc) return windows[i];
    }
    return windows[count];
  }

  /// Makes the state of a source whose rollover counter is told by other means than its packets.
  void begin(int ssrc, long rolloverCounter) {
    ReplayWindow window = window(ssrc);
    if (rolloverCounter >>> 32 != 0 || !window.isEmpty() || isFull(window)) {
      throw new IllegalStateException("source " + ssrc + " cannot begin with " + rolloverCounter);
    }
    keep(ssrc, window);
    window.begin(rolloverCounter);
  }

  /// Whether `window`, of a source that is new, has no room.
  boolean isFull(ReplayWindow window) {
    return isNew(window) && count == most;
  }

  private boolean isNew(ReplayWindow window) {
    return window == windows[count];
  }

  /// Notes an authentic index, and the source with it when it is new.
  void mark(int ssrc, ReplayWindow window, long index) {
    keep(ssrc, window);
    window.mark(index);
  }

  private void keep(int ssrc, ReplayWindow window) {
    if (!isNew(window)) return;
    ssrcs[count] = ssrc;
    count++;
    if (count == windows.length) grow();
  }

  /// Makes room for the next new sources; one more than the most, whose window always stays empty.
  private void grow() {
    int room = Math.min(most + 1, 2 * count);
    ssrcs = Arrays.copyOf(ssrcs, room);
    windows = Arrays.copyOf(windows, room);
    for (int i = count; i < room; i++) windows[i] = new ReplayWindow();
  }

  int count() {
    return count;
  }
}
