package ringfence.manage.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ringfence.manage.json.JsonParser.Outcome.Malformed;
import ringfence.manage.json.JsonParser.Outcome.Value;

class JsonFuzzTest {
  private final Random chance = new Random(8259);

  @Test
  void what_is_written_is_read_again() {
    for (int i = 0; i < 5000; i++) {
      Json value = value(4);
      assertThat(JsonParser.parse(value.toString())).isEqualTo(new Value(value));
    }
  }

  @Test
  void damage_is_read_or_refused_within_the_text_and_what_is_read_is_stable() {
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(value(3).toString());
      for (int k = chance.nextInt(4); k >= 0; k--) damage(text);
      switch (JsonParser.parse(text.toString())) {
        case Value(Json json) ->
            assertThat(JsonParser.parse(json.toString())).isEqualTo(new Value(json));
        case Malformed(int at, String reason) -> {
          assertThat(at).isBetween(0, text.length());
          assertThat(reason).isNotBlank();
        }
      }
    }
  }

  private void damage(StringBuilder text) {
    int at = chance.nextInt(text.length() + 1);
    switch (chance.nextInt(3)) {
      case 0 -> text.insert(at, "{}[]\",:\\u0e-.tfn\n ".charAt(chance.nextInt(17)));
      case 1 -> text.delete(at, Math.min(text.length(), at + 1 + chance.nextInt(3)));
      default -> text.insert(at, (char) chance.nextInt(0x10000));
    }
  }

  private Json value(int depth) {
    return switch (chance.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new Json.JsonNull();
      case 1 -> new Json.JsonTruth(chance.nextBoolean());
      case 2 -> new Json.JsonNumber(String.valueOf(chance.nextInt()));
      case 3 -> Json.text(text());
      case 4 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private Json array(int depth) {
    List<Json> elements = new ArrayList<>();
    for (int i = chance.nextInt(4); i > 0; i--) elements.add(value(depth));
    return Json.array(elements);
  }

  private Json object(int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = chance.nextInt(4); i > 0; i--) members.put(text(), value(depth));
    return new Json.JsonObject(members);
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = chance.nextInt(6); i > 0; i--) {
      text.append((char) (chance.nextBoolean() ? chance.nextInt(128) : chance.nextInt(0x10000)));
    }
    return text.toString();
  }
}
