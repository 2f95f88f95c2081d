package ringfence.media.tone;

import ringfence.media.codec.Frame;

/// Measures one frequency in samples of 8 kHz, with Goertzel's recurrence under a Hann window.
public final class Goertzel {
  /// What was measured.
  ///
  /// @param hertz the frequency
  /// @param dBm0 the level of the sine of that frequency
  public record Measurement(double hertz, double dBm0) {}

  private Goertzel() {}

  /// The level of a sine of exactly that frequency, in dBm0; -100 for nothing at all.
  public static double level(short[] samples, double hertz) {
    double amplitude = amplitude(samples, hertz);
    return amplitude <= 0 ? -100 : Math.max(-100, 20 * Math.log10(amplitude / Frame.peak(0)));
  }

  /// The strongest frequency near the expected one, within the width of the window's main lobe
  /// (32000 Hz divided by the number of samples), and its level.
  public static Measurement measure(short[] samples, double expectedHertz) {
    double reach = 2.0 * Frame.CLOCK_RATE / samples.length;
    return strongest(samples, Math.max(1, expectedHertz - reach), expectedHertz + reach);
  }

  /// The strongest frequency of a band and its level.
  public static Measurement strongest(short[] samples, double fromHertz, double toHertz) {
    double step = Frame.CLOCK_RATE / (2.0 * samples.length);
    double best = fromHertz;
    double most = -1;
    for (double hertz = fromHertz; hertz <= toHertz; hertz += step) {
      double here = amplitude(samples, hertz);
      if (here <= most) continue;
      most = here;
      best = hertz;
    }
    double refined = refine(samples, best, step);
    return new Measurement(refined, level(samples, refined));
  }

  /// Whether a sine of about that frequency is there, at least so loud, and stands out: at least
  /// half of the power of all samples is its own, or is that of as many tones as are named.
  public static boolean isPresent(short[] samples, double dBm0, double... hertz) {
    double power = 0;
    for (double one : hertz) {
      Measurement measured = measure(samples, one);
      if (measured.dBm0() < dBm0) return false;
      power += Math.pow(10, measured.dBm0() / 10);
    }
    return power * 2 >= Math.pow(10, Frame.level(samples) / 10);
  }

  /// Narrows down the top of the main lobe by ternary search.
  private static double refine(short[] samples, double near, double step) {
    double low = near - step;
    double high = near + step;
    while (high - low > 0.01) {
      double third = (high - low) / 3;
      if (amplitude(samples, low + third) < amplitude(samples, high - third)) {
        low += third;
      } else {
        high -= third;
      }
    }
    return (low + high) / 2;
  }

  private static double amplitude(short[] samples, double hertz) {
    double omega = 2 * Math.PI * hertz / Frame.CLOCK_RATE;
    double coefficient = 2 * Math.cos(omega);
    double before = 0;
    double last = 0;
    double weights = 0;
    double turn = 2 * Math.PI / samples.length;
    for (int i = 0; i < samples.length; i++) {
      double weight = 0.5 - 0.5 * Math.cos(turn * (i + 0.5));
      weights += weight;
      double next = samples[i] * weight + coefficient * last - before;
      before = last;
      last = next;
    }
    double power = last * last + before * before - coefficient * last * before;
    return 2 * Math.sqrt(Math.max(0, power)) / weights;
  }
}
