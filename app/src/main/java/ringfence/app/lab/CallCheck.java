package ringfence.app.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ringfence.adapter.line.Handset;
import ringfence.adapter.line.Recording;
import ringfence.media.codec.Frame;
import ringfence.media.tone.HeardTone;
import ringfence.media.tone.Tone;
import ringfence.media.tone.ToneGenerator;

/// One direction of a call's audio, measured: a tone said at one phone and heard at another.
final class CallCheck {
  /// How loud the tone is said.
  static final double LEVEL = -10;

  /// ITU-T G.114 calls up to 400 ms usable; a machine that is busy starting adds its own.
  private static final Duration LONGEST_DELAY = Duration.ofMillis(800);

  /// What arrived.
  ///
  /// @param at the user who heard it
  /// @param lossPercent packets that did not arrive, of those sent
  /// @param delay from mouth to ear
  record Arrived(String at, double toneHz, double levelDbm0, double lossPercent, Duration delay) {
    /// Whether this is the tone that was said, whole and in time.
    boolean isGood(double expectedHz) {
      return Math.abs(toneHz - expectedHz) < 2
          && Math.abs(levelDbm0 - LEVEL) < 1
          && lossPercent < 1
          && delay.compareTo(LONGEST_DELAY) < 0;
    }
  }

  private final Handset mouth;
  private final Handset ear;
  private final double hertz;
  private final CompletableFuture<Instant> said;

  /// Begins to say the tone at one phone and to record at the other.
  CallCheck(Handset mouth, Handset ear, double hertz, Duration length) {
    this.mouth = mouth;
    this.ear = ear;
    this.hertz = hertz;
    ear.record();
    this.said = mouth.say(tone(hertz, length));
  }

  private static short[] tone(double hertz, Duration length) {
    var samples = new short[(int) (length.toMillis() * Frame.CLOCK_RATE / 1000)];
    new ToneGenerator(Tone.sine(hertz, LEVEL)).next(samples);
    return samples;
  }

  /// Ends the recording and measures; empty when the tone was not heard.
  Optional<Arrived> finish(String at, double lossPercent) {
    mouth.stopSaying();
    Recording recording = ear.stopRecording().join();
    Instant begun = said.completeOnTimeout(Instant.MAX, 1, TimeUnit.SECONDS).join();
    return HeardTone.find(recording.samples(), hertz)
        .map(
            heard -> {
              Duration delay = Duration.between(begun, recording.timeOf(heard.onset()));
              return new Arrived(at, heard.hertz(), heard.dBm0(), lossPercent, delay);
            });
  }
}
