package ringfence.manage.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ringfence.manage.json.JsonParser.Outcome.Malformed;
import ringfence.manage.json.JsonParser.Outcome.Value;
import ringfence.testkit.Clause;

class JsonParserTest {
  @Test
  @Clause("RFC 8259 13")
  void the_examples_of_the_standard_are_read() {
    assertThat(compact("\"Hello world!\"")).isEqualTo("\"Hello world!\"");
    assertThat(compact("42")).isEqualTo("42");
    assertThat(compact("true")).isEqualTo("true");
    assertThat(
            compact(
                """
                [
                  {"precision": "zip", "Latitude": 37.7668, "Address": "", "Zip": "94107"},
                  {"precision": "zip", "Longitude": -122.026020, "ids": [116, 943, 234, 38793]}
                ]
                """))
        .isEqualTo(
            "[{\"precision\":\"zip\",\"Latitude\":37.7668,\"Address\":\"\",\"Zip\":\"94107\"},"
                + "{\"precision\":\"zip\",\"Longitude\":-122.026020,\"ids\":[116,943,234,38793]}]");
  }

  @Test
  @Clause("RFC 8259 7")
  void escapes_stand_for_their_characters() {
    assertThat(JsonParser.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD834\\uDD1E\""))
        .isEqualTo(new Value(Json.text("\"\\/\b\f\n\r\tä\uD834\uDD1E")));
  }

  @Test
  @Clause("RFC 8259 6")
  void a_number_keeps_its_digits() {
    for (String number : List.of("0", "-0", "1.50", "-12e+3", "1E-2", "99999999999999999999")) {
      assertThat(JsonParser.parse(number)).isEqualTo(new Value(new Json.JsonNumber(number)));
    }
  }

  @Test
  void what_is_not_JSON_is_refused_at_its_place() {
    assertThat(JsonParser.parse("{\"a\":1,}"))
        .isEqualTo(new Malformed(7, "a member begins with its name in quotes"));
    assertThat(JsonParser.parse("[1 2]")).isEqualTo(new Malformed(3, "a comma or ] is missing"));
    assertThat(JsonParser.parse("{\"a\":1,\"a\":2}"))
        .isEqualTo(new Malformed(7, "a second member of this name"));
    for (String wrong :
        List.of(
            "",
            " ",
            "nul",
            "tru",
            "'a'",
            "{a:1}",
            "[",
            "{",
            "[1,]",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"a\nb\"",
            "{\"a\"}",
            "{\"a\":}",
            "1 1",
            "NaN",
            "\u00001",
            "[1]]",
            "\uFEFF1",
            "// c\n1")) {
      assertThat(JsonParser.parse(wrong)).as(wrong).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void nesting_has_a_bottom() {
    assertThat(JsonParser.parse("[".repeat(32) + "]".repeat(32))).isInstanceOf(Value.class);
    assertThat(JsonParser.parse("[".repeat(1_000_000)))
        .isEqualTo(new Malformed(33, "it is nested deeper than 32"));
  }

  private static String compact(String text) {
    return ((Value) JsonParser.parse(text)).json().toString();
  }
}
