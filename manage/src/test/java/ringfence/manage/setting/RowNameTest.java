package ringfence.manage.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ringfence.manage.setting.ScriptLine.Assignment;
import ringfence.manage.setting.ScriptLine.Wrong;

class RowNameTest {
  private static final String LETTERS = "aZ0_ =\"\\#[].,;+:/@'\u2028\u00e4\ud83d\ude00\ud800\udc00";

  @Test
  void a_name_that_means_nothing_to_a_script_stands_as_it_is() {
    assertThat(place("FXS1")).isEqualTo("T[K=FXS1]");
    assertThat(place("127.0.0.1 [x")).isEqualTo("T[K=127.0.0.1 [x]");
    assertThat(place("x".repeat(64))).isEqualTo("T[K=" + "x".repeat(64) + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a]b        | T[K=\"a]b\"]",
        "a\"b       | T[K=\"a\\\"b\"]",
        "a;b        | T[K=\"a;b\"]",
        "`a]\\`     | T[K=\"a]\\\\\"]",
        "` a`       | T[K=\" a\"]",
      })
  void any_other_is_quoted(String row, String place) {
    assertThat(place(row)).isEqualTo(place);
  }

  @Test
  void any_name_comes_back_from_the_line_that_is_written_for_it() {
    var chance = new Random(61);
    for (int i = 0; i < 20_000; i++) {
      String row = text(chance, 1 + chance.nextInt(i % 50 == 0 ? RowName.MOST : 12));
      String value = text(chance, chance.nextInt(6));
      String line = ScriptLine.line(place(row) + ".N", value);
      assertThat(ScriptLine.read(line)).isEqualTo(new Assignment("T.N", "K", row, value));
    }
  }

  @Test
  void a_damaged_line_is_read_or_refused_and_what_is_read_is_stable() {
    var chance = new Random(62);
    for (int i = 0; i < 50_000; i++) {
      var line = new StringBuilder(place(text(chance, 1 + chance.nextInt(8))) + ".N=10");
      for (int k = chance.nextInt(4); k >= 0; k--) damage(line, chance);
      switch (ScriptLine.read(line.toString())) {
        case Assignment it ->
            assertThat(ScriptLine.read(ScriptLine.line(it.shown(), it.value()))).isEqualTo(it);
        case Wrong(String reason) -> assertThat(reason).isNotBlank();
        case ScriptLine.Blank _ -> assertThat(line.toString().strip()).startsWith("#");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "T[K=\"a].N=10       | in the name of the row, the quoted text does not end",
        "T[K=\"a\\x\"].N=10  | in the name of the row, a backslash is followed by \\, \", n, r, t"
            + " or u",
        "T[K=\"a\"]x.N=10    | after the quoted name of a row comes ].NAME=VALUE",
        "T[K=\"a\"].N        | after the quoted name of a row comes ].NAME=VALUE",
        "T[K=\"\"].N=10      | a row has a name of 1 to 512 characters without control characters",
        "T[K=\"a\\n\"].N=10  | a row has a name of 1 to 512 characters without control characters",
      })
  void a_name_that_cannot_be_is_refused_with_the_reason(String line, String reason) {
    assertThat(ScriptLine.read(line)).isEqualTo(new Wrong(reason));
  }

  @Test
  void a_name_has_at_most_512_characters_and_a_long_line_takes_no_long_time() {
    String most = "]".repeat(512);
    assertThat(ScriptLine.read(place(most) + ".N=10"))
        .isEqualTo(new Assignment("T.N", "K", most, "10"));
    assertThat(ScriptLine.read(place(most + "]") + ".N=10")).isInstanceOf(Wrong.class);
    for (String part : List.of("]", "\\", "\\\"", "[", "\"]", " ")) {
      String line = "T[K=\"" + part.repeat(300_000);
      assertThat(ScriptLine.read(line)).isInstanceOf(Wrong.class);
    }
  }

  @Test
  void a_row_of_settings_has_a_plain_name() {
    String place = Sample.TLS.table().place("a]b");
    var read = SettingStore.read("f", List.of(place + ".TlsEnable=Enable"), Sample.ALL);
    assertThat(read).isInstanceOf(SettingStore.Refused.class);
  }

  private static String place(String row) {
    return RowName.place("T", "K", row);
  }

  private static void damage(StringBuilder line, Random chance) {
    int at = chance.nextInt(line.length() + 1);
    switch (chance.nextInt(3)) {
      case 0 -> line.insert(at, LETTERS.charAt(chance.nextInt(LETTERS.length())));
      case 1 -> line.delete(at, Math.min(line.length(), at + 1 + chance.nextInt(3)));
      default -> line.insert(at, (char) chance.nextInt(0x10000));
    }
  }

  private static String text(Random chance, int length) {
    var text = new StringBuilder();
    while (text.length() < length) text.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    return text.toString();
  }
}
