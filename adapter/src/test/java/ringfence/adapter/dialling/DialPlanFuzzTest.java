package ringfence.adapter.dialling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ringfence.adapter.dialling.DigitMap.Verdict;

class DialPlanFuzzTest {
  private static final String MAP = "0129*#Axx..[]-|()ST";
  private static final String KEYS = "0129*#A";

  private final Random chance = new Random(7);

  private String text(String letters, int most) {
    var text = new StringBuilder();
    int length = chance.nextInt(most + 1);
    for (int i = 0; i < length; i++) text.append(letters.charAt(chance.nextInt(letters.length())));
    return text.toString();
  }

  private Optional<DigitMap> map(String text) {
    try {
      return Optional.of(new DigitMap(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Test
  void a_map_judges_whole_numbers_as_a_regular_expression_does() {
    int judged = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = text("01x.*[1-2]", 5);
      Optional<DigitMap> map = map(text);
      if (map.isEmpty()) continue;
      String expression = text.replace("*", "\\*").replace("x", "[0-9]").replace(".", "*");
      String digits = "1" + text(KEYS, 4);
      boolean matches = Pattern.matches(expression, digits);
      assertThat(map.get().judge(digits) == Verdict.COMPLETE)
          .as(text + " " + digits)
          .isEqualTo(matches);
      judged++;
    }
    assertThat(judged).isGreaterThan(1000);
  }

  @Test
  void what_a_map_refuses_no_further_digit_mends() {
    for (int i = 0; i < 50_000; i++) {
      Optional<DigitMap> map = map(text(MAP, 12));
      String digits = text(KEYS, 6);
      if (map.isEmpty() || map.get().judge(digits) != Verdict.REFUSED) continue;
      assertThat(map.get().judge(digits + text(KEYS, 3))).isEqualTo(Verdict.REFUSED);
    }
  }

  @Test
  void the_longest_number_against_the_worst_map_is_judged_at_once() {
    var map = new DigitMap("(" + "x.".repeat(400) + "#|" + "[0-9].".repeat(100) + "#)");
    assertThat(map.judge("1".repeat(64))).isEqualTo(Verdict.INCOMPLETE);
    assertThat(map.judge("1".repeat(63) + "*")).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void a_transformation_is_read_whole_or_refused() {
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = text("019x{}()#", 8);
      try {
        var transformation = Transformation.parse(text);
        transformation.apply(text(KEYS, 6));
        assertThat(transformation).hasToString(text);
        read++;
      } catch (IllegalArgumentException _) {
        // refused
      }
    }
    assertThat(read).isGreaterThan(100);
  }
}
