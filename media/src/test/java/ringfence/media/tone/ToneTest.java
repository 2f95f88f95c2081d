package ringfence.media.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ringfence.media.codec.Frame;
import ringfence.media.codec.G711;
import ringfence.testkit.Clause;

class ToneTest {
  private static short[] play(Tone tone, int millis) {
    var generator = new ToneGenerator(tone);
    short[] all = new short[millis * 8];
    short[] frame = Frame.silence();
    for (int at = 0; at < all.length; at += frame.length) {
      generator.next(frame);
      System.arraycopy(frame, 0, all, at, frame.length);
    }
    return all;
  }

  private static short[] from(short[] samples, int fromMillis, int millis) {
    return Arrays.copyOfRange(samples, fromMillis * 8, (fromMillis + millis) * 8);
  }

  @Test
  void a_sine_has_the_level_and_frequency_it_was_asked_for() {
    for (double hertz : new double[] {350, 1004, 1777.7, 3400}) {
      for (double level : new double[] {0, -10, -31.5}) {
        var measured = Goertzel.measure(play(Tone.sine(hertz, level), 400), hertz + 2);
        assertThat(measured.hertz()).isCloseTo(hertz, within(0.1));
        assertThat(measured.dBm0()).isCloseTo(level, within(0.05));
      }
    }
  }

  @Test
  void the_level_holds_through_both_laws() {
    for (G711 law : new G711[] {G711.PCMA, G711.PCMU}) {
      short[] samples = play(Tone.sine(1004, -10), 400);
      var coded = ByteBuffer.allocate(samples.length);
      law.encode(samples, coded);
      assertThat(law.decode(coded.flip(), samples, 0)).isEqualTo(samples.length);
      assertThat(Goertzel.level(samples, 1004)).isCloseTo(-10, within(0.1));
    }
  }

  @Test
  void what_is_not_there_is_not_measured() {
    short[] samples = play(CallProgress.DIAL, 200);
    assertThat(Goertzel.isPresent(samples, -20, 350, 440)).isTrue();
    assertThat(Goertzel.isPresent(samples, -20, 480, 620)).isFalse();
    assertThat(Goertzel.isPresent(samples, -20, 1000)).isFalse();
    assertThat(Goertzel.isPresent(Frame.silence(), -60, 350)).isFalse();
    assertThat(Goertzel.level(samples, 2000)).isLessThan(-50);
  }

  @Test
  void call_progress_tones_sound_and_pause_as_in_north_america() {
    assertCadence(CallProgress.DIAL, "##########", 350, 440);
    assertCadence(CallProgress.BUSY, "#####.....#####.....", 480, 620);
    assertCadence(CallProgress.REORDER, "##+..##+..", 480, 620);
    assertCadence(CallProgress.RINGBACK, "#".repeat(20) + ".".repeat(40) + "#", 440, 480);
    assertCadence(CallProgress.STUTTER_DIAL, "#.".repeat(10) + "#####", 350, 440);
  }

  /// A sign for each 100 ms: `#` sound, `.` silence, `+` half of each.
  private static void assertCadence(Tone tone, String signs, double... hertz) {
    short[] samples = play(tone, signs.length() * 100);
    for (int i = 0; i < signs.length(); i++) {
      short[] part = from(samples, i * 100, 100);
      boolean sound = Goertzel.isPresent(part, -26, hertz);
      boolean silent = Frame.level(part) == -100;
      char expected = signs.charAt(i);
      assertThat(sound).as("sound at %d00 ms", i).isEqualTo(expected == '#');
      assertThat(silent).as("silence at %d00 ms", i).isEqualTo(expected == '.');
    }
  }

  @Test
  @Clause("ITU-T Q.23")
  void each_DTMF_key_is_its_two_frequencies() {
    double[] low = {697, 770, 852, 941};
    double[] high = {1209, 1336, 1477, 1633};
    String keys = "123A456B789C*0#D";
    for (int i = 0; i < keys.length(); i++) {
      short[] samples = play(Tone.dtmf(keys.charAt(i)), 100);
      assertThat(Goertzel.strongest(samples, 650, 1000).hertz()).isCloseTo(low[i / 4], within(1.0));
      assertThat(Goertzel.strongest(samples, 1150, 1700).hertz())
          .isCloseTo(high[i % 4], within(1.0));
      assertThat(Goertzel.level(samples, low[i / 4])).isCloseTo(-9, within(0.3));
      assertThat(Goertzel.level(samples, high[i % 4])).isCloseTo(-7, within(0.3));
    }
  }
}
