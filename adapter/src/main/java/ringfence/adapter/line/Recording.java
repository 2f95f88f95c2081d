package ringfence.adapter.line;

import java.time.Duration;
import java.time.Instant;

/// What was heard at a phone from `start` on, 16-bit linear at 8 kHz, without a gap.
public final class Recording {
  private static final int RATE = 8000;

  private final Instant start;
  private final short[] samples;

  Recording(Instant start, short[] samples) {
    this.start = start;
    this.samples = samples;
  }

  public short[] samples() {
    return samples.clone();
  }

  /// When a sample was heard.
  public Instant timeOf(int sample) {
    return start.plus(Duration.ofNanos(sample * (1_000_000_000L / RATE)));
  }

  @Override
  public String toString() {
    return "Recording(" + samples.length / (RATE / 1000) + " ms)";
  }
}
