package ringfence.manage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTest {
  private static final Notification DOWN =
      new Notification(
          new Notification.Origin("SipEp", 1400, "SIP Endpoint"),
          0x14A2,
          Severity.WARNING,
          "down",
          "Why.",
          "Do.");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "All                      | true",
        "all                      | true",
        "SipEp.All                | true",
        "sipep.All                | true",
        "1400.All                 | true",
        "SipEp.W                  | true",
        "SipEp.14a2               | true",
        "All.W                    | true",
        "Mipt.All,SipEp.E,SipEp.W | true",
        "SipEp.E                  | false",
        "Mipt.All                 | false",
        "1600.W                   | false",
        "SipEp.14A3               | false",
        "All,-SipEp.W             | false",
        "All,-Mipt.All,SipEp.14A2 | false",
        "All,-Mipt.All            | true",
        "-SipEp.E                 | false",
        "''                       | false",
      })
  void a_rule_is_for_what_it_names_and_exclusion_wins(String text, boolean wanted) {
    assertThat(Criteria.parse(text).orElseThrow().matches(DOWN)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SipEp", "SipEp.", ".W", "SipEp.X", "SipEp.w", "SipEp.14A", "All,", "-", "a b.W"})
  void what_is_no_rule_is_refused(String text) {
    assertThat(Criteria.parse(text)).isEmpty();
  }

  @Test
  void any_text_is_read_or_refused_and_keeps_its_words() {
    var chance = new Random(3);
    List<String> parts = List.of("All", "SipEp", ".", "W", ",", "-", " ", "14A2", "\u00e4", "\n");
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder();
      for (int n = chance.nextInt(8); n > 0; n--) {
        text.append(parts.get(chance.nextInt(parts.size())));
      }
      Criteria.parse(text.toString())
          .ifPresent(read -> assertThat(read).hasToString(text.toString()));
    }
  }
}
