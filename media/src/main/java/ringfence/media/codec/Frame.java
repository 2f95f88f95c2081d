package ringfence.media.codec;

import java.time.Duration;
import java.util.Arrays;

/// A frame of audio: 20 ms at 8 kHz, 16-bit linear, one channel, as a `short[160]`.
///
/// Levels are in dBm0. 0 dBm0 is the sine 3.14 dB below the overload point of the A-law (ITU-T
/// G.711 table 1a, 3.17 dB for the mu-law), with 32768 as that overload: its peak is 22828.
public final class Frame {
  public static final int SAMPLES = 160;
  public static final int CLOCK_RATE = 8000;
  public static final Duration LENGTH = Duration.ofMillis(20);

  /// The peak of a sine of 0 dBm0.
  public static final double PEAK_OF_0_DBM0 = 32768 * Math.pow(10, -3.14 / 20);

  private Frame() {}

  /// A new frame of silence.
  public static short[] silence() {
    return new short[SAMPLES];
  }

  /// Makes a frame silent.
  public static void silence(short[] frame) {
    Arrays.fill(frame, (short) 0);
  }

  /// The power of the samples in dBm0, whatever their frequencies; -100 for silence.
  public static double level(short[] samples) {
    double sum = 0;
    for (short sample : samples) sum += (double) sample * sample;
    if (sum == 0) return -100;
    double rms = Math.sqrt(sum / samples.length);
    return 20 * Math.log10(rms * Math.sqrt(2) / PEAK_OF_0_DBM0);
  }

  /// The peak of a sine of that level.
  public static double peak(double dBm0) {
    return PEAK_OF_0_DBM0 * Math.pow(10, dBm0 / 20);
  }

  static short clip(double sample) {
    return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
