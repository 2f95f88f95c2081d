package ringfence.adapter.dialling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ringfence.adapter.dialling.DigitMap.Verdict;
import ringfence.testkit.Clause;

@Clause("RFC 3435 2.1.5")
class DigitMapTest {
  @ParameterizedTest
  @CsvSource({
    "x.T, 1, COMPLETE_AFTER_TIMER",
    "x.T, 101, COMPLETE_AFTER_TIMER",
    "x.T, *, REFUSED",
    "xxx, 10, INCOMPLETE",
    "xxx, 101, COMPLETE",
    "xxx, 1010, REFUSED",
    "(0T|00T|[1-7]xxx|8xxxxxxx|91xxxxxxxxxx|9011x.T), 1234, COMPLETE",
    "(0T|00T|[1-7]xxx|8xxxxxxx|91xxxxxxxxxx|9011x.T), 0, COMPLETE_AFTER_TIMER",
    "(0T|00T|[1-7]xxx|8xxxxxxx|91xxxxxxxxxx|9011x.T), 9011, COMPLETE_AFTER_TIMER",
    "(0T|00T|[1-7]xxx|8xxxxxxx|91xxxxxxxxxx|9011x.T), 901, INCOMPLETE",
    "*xx, *7, INCOMPLETE",
    "*xx, *72, COMPLETE",
    "*x.#, *5#, COMPLETE",
  })
  void what_is_dialled_is_judged(String map, String digits, Verdict verdict) {
    assertThat(new DigitMap(map).judge(digits)).isEqualTo(verdict);
  }

  @Test
  void nothing_dialled_is_not_yet_a_number() {
    assertThat(DigitMap.ANY.judge("")).isEqualTo(Verdict.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(1|2", "y.T", "[1-", "x\n"})
  void a_map_outside_the_grammar_is_refused(String map) {
    assertThatThrownBy(() -> new DigitMap(map)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "*72Sx.T, *72, true",
    "*72Sx.T, *7, false",
    "*72Sx.T, *725, false",
    "(*72Sx.T|#9S), #9, true",
    "x.S1, 222, true",
    "Sx.T, '', false",
  })
  void S_is_where_the_stutter_dial_tone_is_heard(String map, String digits, boolean stutters) {
    assertThat(new DigitMap(map).stutters(digits)).isEqualTo(stutters);
    assertThat(new DigitMap(map.replace("S", "")).judge(digits))
        .isEqualTo(new DigitMap(map).judge(digits));
  }
}
