package ringfence.media.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeardToneTest {
  private static short[] recording(int silence, int tone, double hertz) {
    var samples = new short[silence + tone + 4000];
    var sound = new short[tone];
    new ToneGenerator(Tone.sine(hertz, -10)).next(sound);
    System.arraycopy(sound, 0, samples, silence, tone);
    return samples;
  }

  @Test
  void a_tone_is_found_where_it_begins_with_its_frequency_and_level() {
    var heard = HeardTone.find(recording(4321, 16_000, 1000.4), 1000).orElseThrow();
    assertThat(heard.onset()).isBetween(4321, 4324);
    assertThat(heard.samples()).isBetween(15_900, 16_100);
    assertThat(heard.hertz()).isEqualTo(1000.4, within(0.1));
    assertThat(heard.dBm0()).isEqualTo(-10, within(0.1));
  }

  @Test
  void another_tone_is_not_taken_for_it() {
    assertThat(HeardTone.find(recording(4000, 16_000, 1400), 1000)).isEmpty();
  }

  @Test
  void silence_and_a_click_are_no_tone() {
    assertThat(HeardTone.find(new short[16_000], 1000)).isEmpty();
    assertThat(HeardTone.find(recording(4000, 400, 1000), 1000)).isEmpty();
  }

  @Test
  void noise_of_the_tone_s_level_is_no_tone_of_it() {
    var chance = new Random(3);
    var noise = new short[32_000];
    for (int i = 0; i < noise.length; i++) noise[i] = (short) (chance.nextGaussian() * 300);
    assertThat(HeardTone.find(noise, 1000)).isEmpty();
  }
}
