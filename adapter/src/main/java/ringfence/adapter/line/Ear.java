package ringfence.adapter.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Keeps what is heard at a phone while somebody wants it, ten minutes at most.
final class Ear {
  private static final int MOST_FRAMES = 30_000;

  private final List<short[]> frames = new ArrayList<>();
  private Instant start = Instant.EPOCH;
  private boolean recording;

  void record() {
    frames.clear();
    recording = true;
  }

  /// A frame that is heard from `begin` on.
  void heard(short[] frame, Instant begin) {
    if (!recording || frames.size() == MOST_FRAMES) return;
    if (frames.isEmpty()) start = begin;
    frames.add(frame.clone());
  }

  Recording soFar() {
    int length = frames.isEmpty() ? 0 : frames.getFirst().length;
    var samples = new short[frames.size() * length];
    for (int i = 0; i < frames.size(); i++) {
      System.arraycopy(frames.get(i), 0, samples, i * length, length);
    }
    return new Recording(start, samples);
  }

  Recording stop() {
    recording = false;
    Recording all = soFar();
    frames.clear();
    return all;
  }
}
