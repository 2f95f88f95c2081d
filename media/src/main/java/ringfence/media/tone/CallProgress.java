package ringfence.media.tone;

import static ringfence.media.tone.Cadence.pair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The tones that tell the user how a call goes, as in North America (the Precise Tone Plan).
public final class CallProgress {
  /// Dial now.
  public static final Tone DIAL = Tone.of(-13, Cadence.STEADY, 350, 440);

  /// Dial now, and there is something to know: a message waits, a feature is set.
  public static final Tone STUTTER_DIAL =
      Tone.of(-13, new Cadence(times(10, 100, 100), List.of()), 350, 440);

  /// The far end rings.
  public static final Tone RINGBACK = Tone.of(-19, Cadence.of(2000, 4000), 440, 480);

  /// The far end is busy.
  public static final Tone BUSY = Tone.of(-24, Cadence.of(500, 500), 480, 620);

  /// The call cannot be made; also called fast busy or congestion.
  public static final Tone REORDER = Tone.of(-24, Cadence.of(250, 250), 480, 620);

  /// Somebody else calls.
  public static final Tone CALL_WAITING = Tone.of(-13, Cadence.of(300, 9700), 440);

  /// The line is out of use.
  public static final Tone DISABLED = Tone.of(-24, Cadence.of(250, 2000), 440, 620);

  /// A feature was accepted.
  public static final Tone CONFIRMATION = Tone.of(-13, Cadence.of(100, 100), 350, 440);

  /// The handset lies beside the phone.
  public static final Tone RECEIVER_OFF_HOOK =
      Tone.of(-6, Cadence.of(100, 100), 1400, 2060, 2450, 2600);

  private CallProgress() {}

  private static List<Duration> times(int count, long onMillis, long offMillis) {
    List<Duration> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) steps.addAll(pair(onMillis, offMillis));
    return steps;
  }
}
