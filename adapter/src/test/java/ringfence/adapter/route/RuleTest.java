package ringfence.adapter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
  @Test
  void a_rule_can_ask_for_nothing_and_for_anything() {
    assertThat(Rule.parse("<undefined>").matches("")).isTrue();
    assertThat(Rule.parse("<undefined>").matches("1")).isFalse();
    assertThat(Rule.ANY.matches("1")).isTrue();
    assertThat(Rule.parse("<default>").matches("")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[1", "*", "a{2,1}"})
  void what_is_no_expression_is_refused(String text) {
    assertThatThrownBy(() -> Rule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(|a){99}", "a{1000}", "a{1,999}", "(?=a)", "(a)\\1", "((((((((((a))))))))))"})
  void what_may_cost_more_than_it_shows_is_refused(String text) {
    assertThatThrownBy(() -> Rule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(1+)+$", "^(1|11|1+)*$", "(1*)*(1*)*(1*)*$", "^(((1+)+)+)+$"})
  void a_rule_that_would_search_for_ever_fits_nothing(String text) {
    Rule rule = Rule.parse(text + "2$");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(rule.matches("1".repeat(255) + "2")).isFalse());
  }

  @Test
  void no_rule_takes_long_or_deep_whatever_it_and_the_number_are() {
    var chance = new Random(11);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      String text = text(chance, "1.|()*+?[]{}2,^$\\", 40);
      Rule rule;
      try {
        rule = Rule.parse(text);
      } catch (IllegalArgumentException _) {
        continue;
      }
      read++;
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(2), () -> rule.matches(text(chance, "112", 255)), text);
    }
    assertThat(read).isGreaterThan(200);
  }

  private static String text(Random chance, String letters, int most) {
    var text = new StringBuilder();
    int length = chance.nextInt(most + 1);
    for (int i = 0; i < length; i++) text.append(letters.charAt(chance.nextInt(letters.length())));
    return text.toString();
  }

  @Test
  void what_it_found_can_stand_in_another_text() {
    assertThat(Rule.parse("^0(0)?(.*)$").replaced("0123", "+\\1\\2 \\0 \\9 \\"))
        .contains("+123 0123  \\");
    assertThat(Rule.parse("^0").replaced("1", "x")).isEmpty();
    assertThat(Rule.parse("<default>").replaced("12", "9\\0")).contains("912");
  }
}
