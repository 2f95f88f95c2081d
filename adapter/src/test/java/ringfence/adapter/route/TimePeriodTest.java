package ringfence.adapter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePeriodTest {
  private static boolean contains(String text, String at) {
    return TimePeriod.all(text).stream().anyMatch(one -> one.contains(LocalDateTime.parse(at)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MON,THU; 2026-11-26T10:00:00; 2026-11-27T10:00:00",
        "26.11.2026; 2026-11-26T23:59:59; 2026-11-27T00:00:00",
        "24.12.2026-26.12.2026; 2026-12-25T12:00:00; 2026-12-23T23:59:59",
        "08:00-17:30; 2026-11-26T17:30:00; 2026-11-26T17:30:01",
        "18:00-08:00; 2026-11-26T03:00:00; 2026-11-26T12:00:00",
        "SAT,SUN/08:00-12:00; 2026-11-28T09:00:00; 2026-11-26T09:00:00",
        "24.12.2026/18:00-27.12.2026/08:00:30; 2026-12-27T08:00:30; 2026-12-27T08:00:31",
        "SUN | 25.12.2026; 2026-12-25T08:00:00; 2026-12-24T08:00:00",
      })
  void a_period_holds_from_its_begin_to_its_end(String text, String in, String out) {
    assertThat(contains(text, in)).isTrue();
    assertThat(contains(text, out)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MON|", "noon", "31.02.2026", "25:00-26:00", "8:00-9:00", "MON,", "08:00"})
  void what_is_no_period_is_refused(String text) {
    assertThatThrownBy(() -> TimePeriod.all(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatever_is_written_is_a_period_or_refused() {
    var chance = new Random(5);
    String letters = "0123:.-/|,MONTUE";
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder();
      for (int length = chance.nextInt(24); length > 0; length--) {
        text.append(letters.charAt(chance.nextInt(letters.length())));
      }
      try {
        assertThat(TimePeriod.all(text.toString())).isNotEmpty();
      } catch (IllegalArgumentException _) {
        // refused
      }
    }
  }
}
