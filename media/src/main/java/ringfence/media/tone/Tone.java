package ringfence.media.tone;

import java.util.Arrays;
import java.util.List;

/// A tone: its sines and when they sound.
public record Tone(List<Component> components, Cadence cadence) {
  public Tone {
    components = List.copyOf(components);
  }

  /// One sine without end.
  public static Tone sine(double hertz, double dBm0) {
    return new Tone(List.of(new Component(hertz, dBm0)), Cadence.STEADY);
  }

  static Tone of(double dBm0, Cadence cadence, double... hertz) {
    List<Component> components =
        Arrays.stream(hertz).mapToObj(one -> new Component(one, dBm0)).toList();
    return new Tone(components, cadence);
  }

  /// A DTMF tone, ITU-T Q.23: a low and a high group frequency, the high one 2 dB louder.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`
  public static Tone dtmf(char key) {
    int at = "123A456B789C*0#D".indexOf(key);
    if (at < 0) throw new IllegalArgumentException("no DTMF key: " + key);
    var low = new Component(LOW[at / 4], -9);
    var high = new Component(HIGH[at % 4], -7);
    return new Tone(List.of(low, high), Cadence.STEADY);
  }

  private static final double[] LOW = {697, 770, 852, 941};
  private static final double[] HIGH = {1209, 1336, 1477, 1633};
}
