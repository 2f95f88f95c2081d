package ringfence.media.jitter;

import java.util.Arrays;

/// Makes up lost audio: the last pitch period of what was played, again and again and ever softer,
/// until after 60 ms there is silence; a simple relative of ITU-T G.711 appendix I.
final class Concealment {
  private static final int HISTORY = 480;
  private static final int SHORTEST = 40;
  private static final int LONGEST = 160;
  private static final int WINDOW = 160;
  private static final int STEADY = 80;
  private static final int FADE = 400;
  private static final int BLEND = 24;

  private final short[] history = new short[HISTORY];
  private final double[] ordered = new double[HISTORY];
  private final short[] blended = new short[BLEND];
  private int made;
  private int period = LONGEST;
  private int toBlend;
  private int position;

  /// Notes a sample that was played; gives what to play, which is a blend just after a gap.
  short heard(short sample) {
    short played = sample;
    if (made > 0) {
      toBlend = made > STEADY + FADE ? 0 : BLEND;
      for (int i = 0; i < toBlend; i++) blended[i] = continued(made + i);
      made = 0;
    }
    if (toBlend > 0) {
      int done = BLEND - toBlend--;
      played = (short) ((blended[done] * (BLEND - done) + sample * done) / BLEND);
    }
    push(played);
    return played;
  }

  /// The next sample of a gap.
  short next() {
    if (made == 0) period = pitch();
    return continued(made++);
  }

  /// Silence was played on purpose.
  void forget() {
    Arrays.fill(history, (short) 0);
    made = 0;
    toBlend = 0;
    position = 0;
  }

  private void push(short sample) {
    history[position] = sample;
    if (++position == HISTORY) position = 0;
  }

  private int past(int back) {
    return history[Math.floorMod(position - back, HISTORY)];
  }

  /// The sample `at` places into the gap: the last period repeated, softer from 10 ms on.
  private short continued(int at) {
    int back = period - at % period;
    double gain = Math.clamp(1 - (double) (at - STEADY) / FADE, 0, 1);
    return (short) (past(back) * gain);
  }

  /// The shift by which the last 20 ms look most like what was before them.
  private int pitch() {
    for (int i = 0; i < HISTORY; i++) ordered[i] = past(HISTORY - i);
    int best = LONGEST;
    double most = 0;
    for (int lag = SHORTEST; lag <= LONGEST; lag++) {
      double product = 0;
      double power = 1;
      for (int i = HISTORY - WINDOW; i < HISTORY; i++) {
        product += ordered[i] * ordered[i - lag];
        power += ordered[i - lag] * ordered[i - lag];
      }
      double likeness = product / Math.sqrt(power);
      if (likeness <= most) continue;
      most = likeness;
      best = lag;
    }
    return best;
  }
}
