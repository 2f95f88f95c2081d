package ringfence.media.tone;

import java.util.List;
import ringfence.media.codec.Frame;

/// Makes the samples of a tone, frame after frame without a break in phase.
public final class ToneGenerator {
  private final Tone tone;
  private final double[] phase;
  private final double[] step;
  private final double[] peak;
  private long samples;

  public ToneGenerator(Tone tone) {
    this.tone = tone;
    List<Component> components = tone.components();
    phase = new double[components.size()];
    step = new double[components.size()];
    peak = new double[components.size()];
    for (int i = 0; i < components.size(); i++) {
      step[i] = 2 * Math.PI * components.get(i).hertz() / Frame.CLOCK_RATE;
      peak[i] = Frame.peak(components.get(i).dBm0());
    }
  }

  /// Overwrites the samples with what comes next of the tone.
  public void next(short[] frame) {
    for (int i = 0; i < frame.length; i++) frame[i] = sample();
  }

  private short sample() {
    boolean sounds = tone.cadence().soundsAt(samples++ * 1000 / Frame.CLOCK_RATE);
    double sum = 0;
    for (int i = 0; i < phase.length; i++) {
      sum += peak[i] * Math.sin(phase[i]);
      phase[i] += step[i];
      if (phase[i] > 2 * Math.PI) phase[i] -= 2 * Math.PI;
    }
    return sounds ? (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE) : 0;
  }
}
