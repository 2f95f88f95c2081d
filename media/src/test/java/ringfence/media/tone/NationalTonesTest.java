package ringfence.media.tone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.testkit.Clause;

class NationalTonesTest {
  @Test
  @Clause("ITU-T E.180 Supplement 2")
  void the_busy_tone_is_that_of_the_country() {
    assertThat(NationalTones.GERMANY.busy()).isEqualTo(Tone.of(-13, Cadence.of(480, 480), 425));
    assertThat(NationalTones.FRANCE.busy()).isEqualTo(Tone.of(-13, Cadence.of(500, 500), 440));
    assertThat(NationalTones.UNITED_KINGDOM.busy())
        .isEqualTo(Tone.of(-13, Cadence.of(375, 375), 400));
    assertThat(NationalTones.NORTH_AMERICA.busy()).isEqualTo(CallProgress.BUSY);
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

  @Test
  void the_stutter_dial_tone_is_the_dial_tone_of_the_country_with_breaks_at_first() {
    Tone stutter = NationalTones.AUSTRALIA.stutterDial();
    assertThat(stutter.components()).isEqualTo(NationalTones.AUSTRALIA.dial().components());
    assertThat(stutter.cadence().soundsAt(150)).isFalse();
    assertThat(stutter.cadence().soundsAt(10_000)).isTrue();
  }
}
