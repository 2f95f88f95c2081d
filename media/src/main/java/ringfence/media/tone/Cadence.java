package ringfence.media.tone;

import java.time.Duration;
import java.util.List;

/// When a tone sounds: lengths of sound and silence in turn, first `lead` once, then `repeat` for
/// ever. An empty `repeat` is steady sound.
public record Cadence(List<Duration> lead, List<Duration> repeat) {
  public static final Cadence STEADY = new Cadence(List.of(), List.of());

  public Cadence {
    lead = List.copyOf(lead);
    repeat = List.copyOf(repeat);
    if (lead.size() % 2 != 0 || repeat.size() % 2 != 0) {
      throw new IllegalArgumentException("a cadence is pairs of sound and silence");
    }
    if (!repeat.isEmpty() && sum(repeat) == 0) {
      throw new IllegalArgumentException("a cadence that takes no time");
    }
  }

  /// Sound and silence in turn, for ever.
  public static Cadence of(long onMillis, long offMillis) {
    return new Cadence(List.of(), pair(onMillis, offMillis));
  }

  static List<Duration> pair(long onMillis, long offMillis) {
    return List.of(Duration.ofMillis(onMillis), Duration.ofMillis(offMillis));
  }

  /// Whether there is sound so many milliseconds after the start.
  public boolean soundsAt(long millis) {
    long rest = millis - sum(lead);
    if (rest < 0) return soundsAt(millis, lead);
    return repeat.isEmpty() || soundsAt(rest % sum(repeat), repeat);
  }

  private static boolean soundsAt(long millis, List<Duration> steps) {
    long end = 0;
    for (int i = 0; i < steps.size(); i++) {
      end += steps.get(i).toMillis();
      if (millis < end) return i % 2 == 0;
    }
    return false;
  }

  private static long sum(List<Duration> steps) {
    return steps.stream().mapToLong(Duration::toMillis).sum();
  }
}
