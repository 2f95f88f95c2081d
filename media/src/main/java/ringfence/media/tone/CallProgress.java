package ringfence.media.tone;

import static ringfence.media.tone.Cadence.pair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The tones that tell the user how a call goes, as in North America (the Precise Tone Plan).
public enum CallProgress {
  /// Dial now.
  DIAL(Tone.of(-13, Cadence.STEADY, 350, 440)),
  /// Dial now, and there is something to know: a message waits, a feature is set.
  STUTTER_DIAL(Tone.of(-13, new Cadence(times(10, 100, 100), List.of()), 350, 440)),
  /// The far end rings.
  RINGBACK(Tone.of(-19, Cadence.of(2000, 4000), 440, 480)),
  /// The far end is busy.
  BUSY(Tone.of(-24, Cadence.of(500, 500), 480, 620)),
  /// The call cannot be made; also called fast busy or congestion.
  REORDER(Tone.of(-24, Cadence.of(250, 250), 480, 620)),
  /// Somebody else calls.
  CALL_WAITING(Tone.of(-13, Cadence.of(300, 9700), 440)),
  /// A feature was accepted.
  CONFIRMATION(Tone.of(-13, new Cadence(List.of(), times(1, 100, 100)), 350, 440)),
  /// The handset lies beside the phone.
  RECEIVER_OFF_HOOK(Tone.of(-6, Cadence.of(100, 100), 1400, 2060, 2450, 2600));

  private final Tone tone;

  CallProgress(Tone tone) {
    this.tone = tone;
  }

  public Tone tone() {
    return tone;
  }

  private static List<Duration> times(int count, long onMillis, long offMillis) {
    List<Duration> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) steps.addAll(pair(onMillis, offMillis));
    return steps;
  }
}
