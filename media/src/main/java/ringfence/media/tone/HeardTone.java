package ringfence.media.tone;

import java.util.Arrays;
import java.util.Optional;
import ringfence.media.codec.Frame;

/// A tone that was found in a recording.
///
/// @param onset the first sample of it
/// @param samples how long it lasts, gaps included
/// @param hertz its frequency
/// @param dBm0 its level
public record HeardTone(int onset, int samples, double hertz, double dBm0) {
  private static final int WINDOW = 80;
  private static final double FLOOR = -35;

  /// Looks for a tone of about that frequency; empty when it is nowhere, or for less than 100 ms.
  public static Optional<HeardTone> find(short[] recording, double expectedHertz) {
    int first = -1;
    int last = -1;
    for (int at = 0; at + WINDOW <= recording.length; at += WINDOW) {
      short[] window = Arrays.copyOfRange(recording, at, at + WINDOW);
      if (Goertzel.level(window, expectedHertz) < FLOOR) continue;
      if (first < 0) first = at;
      last = at + WINDOW;
    }
    if (first < 0 || last - first < Frame.CLOCK_RATE / 10) return Optional.empty();
    int length = last - first;
    short[] middle = Arrays.copyOfRange(recording, first + length / 4, last - length / 4);
    Goertzel.Measurement measured = Goertzel.measure(middle, expectedHertz);
    int onset = onset(recording, first, last);
    return Optional.of(new HeardTone(onset, last - onset, measured.hertz(), measured.dBm0()));
  }

  /// The first sample louder than a tenth of the loudest, searched from the window before the first
  /// one that was loud enough.
  private static int onset(short[] recording, int first, int last) {
    int loudest = 0;
    for (int at = first; at < last; at++) loudest = Math.max(loudest, Math.abs(recording[at]));
    int from = Math.max(0, first - WINDOW);
    for (int at = from; at < last; at++) {
      if (Math.abs(recording[at]) * 10 > loudest) return at;
    }
    return first;
  }
}
