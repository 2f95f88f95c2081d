package ringfence.media.tone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ringfence.testkit.Clause;

class NationalTonesTest {
  @ParameterizedTest
  @CsvSource({
    "GERMANY, 425, 480, 480",
    "FRANCE, 440, 500, 500",
    "UNITED_KINGDOM, 400, 375, 375",
    "SPAIN, 425, 200, 200",
  })
  @Clause("ITU-T E.180 Supplement 2")
  void the_busy_tone_is_that_of_the_country(
      NationalTones country, double hertz, long on, long off) {
    Tone busy = country.busy();
    assertThat(busy.components()).extracting(Component::hertz).containsExactly(hertz);
    assertThat(busy.cadence()).isEqualTo(Cadence.of(on, off));
  }

  @Test
  void a_cadence_may_have_several_sounds() {
    Cadence ring = NationalTones.UNITED_KINGDOM.ringback().cadence();
    List<Boolean> heard =
        List.of(0L, 399L, 400L, 600L, 999L, 1000L, 2999L, 3000L).stream()
            .map(ring::soundsAt)
            .toList();
    assertThat(heard).containsExactly(true, true, false, true, true, false, false, true);
    assertThat(NationalTones.UNITED_KINGDOM.ringback().components()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void the_stutter_dial_tone_is_the_dial_tone_of_the_country_with_breaks_at_first(
      NationalTones country) {
    assertThat(country.stutterDial().components()).isEqualTo(country.dial().components());
    assertThat(country.stutterDial().cadence().soundsAt(150)).isFalse();
    assertThat(country.stutterDial().cadence().soundsAt(10_000)).isTrue();
  }
}
